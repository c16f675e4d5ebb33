package io.maskwise.spark;

import java.io.Serializable;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a corpus, found and not empty.
 *
 * @param index its place among all files, from 0: the order of the rows that come from it
 * @param split the split that its rows go into
 * @param name its name below the corpus's folder
 * @param path its full path
 * @param bytes its size as stored
 * @param target the file whose lines are the targets of its lines; null where it has none
 */
record CorpusFile(
        int index,
        String split,
        String name,
        String path,
        long bytes,
        @Nullable CorpusFile target) implements Serializable {
    /** A file without targets. */
    CorpusFile(int index, String split, String name, String path, long bytes) {
        this(index, split, name, path, bytes, null);
    }

    /** The same file with those lines as targets of its own. */
    CorpusFile with(CorpusFile targets) {
        return new CorpusFile(index, split, name, path, bytes, targets);
    }

    /** The file of its targets. */
    Optional<CorpusFile> targets() {
        return Optional.ofNullable(target);
    }

    /** Itself and the file of its targets. */
    Stream<CorpusFile> sides() {
        return Stream.concat(Stream.of(this), targets().stream());
    }

    /** The path as a person would write it: without the scheme of local files. */
    String displayPath() {
        return path.startsWith("file:") ? path.substring("file:".length()) : path;
    }

    /** The name without a folder, of which row ids are made. */
    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
