package io.maskwise.text;

import java.io.Serializable;

/** What reading one record of a corpus gave: an example, or the reason why there is none. */
public sealed interface CorpusRecord extends Serializable permits CorpusExample, ParallelExample, RejectedRecord {
    /** Where the record begins. */
    SourcePosition position();
}
