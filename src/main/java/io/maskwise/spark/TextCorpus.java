package io.maskwise.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A corpus of text files.
 *
 * @param files its files, by their index
 */
record TextCorpus(List<CorpusFile> files) implements CorpusSource {
    @Override
    public TokenizedCorpus read(JavaSparkContext spark, CorpusFileReader reader) {
        return TokenizedCorpus.read(spark, files, reader);
    }
}
