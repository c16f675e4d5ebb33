package io.maskwise.text;

import java.util.Optional;

/** A sentence while its lines are read. */
interface SentenceLines {
    /** Takes the next line, which is not blank. */
    void add(CorpusLine line);

    /** The record that the lines are; nothing if they only mark something. */
    Optional<CorpusRecord> record();
}
