package io.maskwise.text;

import java.io.Serializable;

/** What tokenising one record of a corpus gave: tokens, or the reason why there are none. */
public sealed interface TokenizedRecord extends Serializable permits TokenizedExample, RejectedRecord, DroppedRecord {}
