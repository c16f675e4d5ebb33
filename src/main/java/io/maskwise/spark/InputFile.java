package io.maskwise.spark;

import java.io.Serializable;

/**
 * A corpus file that a dataset was made from.
 *
 * @param split the split that its rows went into
 * @param name its name, relative to the corpus
 * @param bytes its size as stored, compressed or not
 * @param records how many records it holds; 0 only if a pattern matched it
 * @param sha256 the SHA-256 of its bytes as stored, in lower-case hexadecimal
 */
public record InputFile(String split, String name, long bytes, long records, String sha256) implements Serializable {}
