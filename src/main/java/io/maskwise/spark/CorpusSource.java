package io.maskwise.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** A corpus that was found, and not yet read. */
interface CorpusSource {
    /** Its files, by their index. */
    List<CorpusFile> files();

    /**
     * Reads it.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 as {@link TokenizedCorpus#read} says
     */
    TokenizedCorpus read(JavaSparkContext spark, CorpusFileReader reader);
}
