package io.maskwise.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Small corpora made from nothing but a seed.
 *
 * <p>No example comes twice, neither in one split nor in two. The random numbers are those of {@link Random}, whose
 * algorithm is specified, so the bytes are the same on every platform.
 */
public final class SampleCorpus {
    private SampleCorpus() {}

    /** The corpus's files: name to whole content, to be written as UTF-8. */
    public static Map<String, String> generate(SampleOptions options) {
        Random random = new Random(options.seed());
        SampleGenerator generator = switch (options.kind()) {
            case TAGGED -> new TaggedSample(random);
            case ARITHMETIC -> new ArithmeticSample(random, options.largest());
        };
        Map<String, String> files = new LinkedHashMap<>();
        options.rows().forEach((split, rows) -> files.put(split + generator.extension(), generator.file(split, rows)));
        return files;
    }
}
