package io.maskwise.spark;

import java.io.Serializable;

/**
 * A file of a corpus, found and not empty.
 *
 * @param index its place among all files, from 0: the order of the rows that come from it
 * @param split the split that its rows go into
 * @param name its name below the corpus's folder
 * @param path its full path
 * @param bytes its size as stored
 */
record CorpusFile(int index, String split, String name, String path, long bytes) implements Serializable {
    /** The path as a person would write it: without the scheme of local files. */
    String displayPath() {
        return path.startsWith("file:") ? path.substring("file:".length()) : path;
    }

    /** The name without a folder, of which row ids are made. */
    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
