package io.maskwise.text;

import java.io.InputStream;

/**
 * What a corpus file holds.
 *
 * @param decompressedBytes its bytes; whoever opened them closes them
 * @param fileName its name without its folder, for positions and errors
 */
public record CorpusText(InputStream decompressedBytes, String fileName) {
    CorpusLines lines() {
        return new CorpusLines(decompressedBytes, fileName);
    }
}
