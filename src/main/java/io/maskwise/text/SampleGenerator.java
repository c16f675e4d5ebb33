package io.maskwise.text;

/** Makes the files of a sample corpus, one after the other, no example twice. */
interface SampleGenerator {
    /** How its files' names end. */
    String extension();

    /** The content of the next file. */
    String file(String split, int rows);
}
