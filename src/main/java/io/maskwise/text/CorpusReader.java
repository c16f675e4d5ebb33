package io.maskwise.text;

import java.io.IOException;
import java.util.function.Consumer;

/** Reads the records of one file in one format. */
interface CorpusReader {
    /**
     * Hands every record to the sink, once, as an example or as a reject.
     *
     * @return the number of records that were read
     */
    long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException;
}
