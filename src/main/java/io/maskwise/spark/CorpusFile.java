package io.maskwise.spark;

import io.maskwise.text.FileNames;
import java.io.Serializable;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a corpus that was found.
 *
 * @param index its place among all files, from 0: the order of the rows that come from it
 * @param split the split that its rows go into
 * @param name its name below the corpus's folder
 * @param path its full path
 * @param bytes its size as stored
 * @param finding how it was found
 * @param target the file whose lines are the targets of its lines; null where it has none
 */
record CorpusFile(
        int index,
        String split,
        String name,
        String path,
        long bytes,
        Finding finding,
        @Nullable CorpusFile target) implements Serializable {
    /** How a file was found, which decides what its rows are called and whether it may hold none. */
    enum Finding {
        /** By its name. */
        BY_NAME,
        /** By a pattern of names in one folder. */
        BY_PATTERN,
        /** By a pattern that may match in several folders, or in a folder that was named. */
        IN_FOLDERS
    }

    /** A file without targets, found by its name. */
    CorpusFile(int index, String split, String name, String path, long bytes) {
        this(index, split, name, path, bytes, Finding.BY_NAME, null);
    }

    /** The same file with those lines as targets of its own. */
    CorpusFile with(CorpusFile targets) {
        return new CorpusFile(index, split, name, path, bytes, finding, targets);
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

    /**
     * The name of which row ids are made: without its folder, unless files of one name may have been found in several.
     *
     * <p>It depends on nothing but the file and the configuration: no file that is added changes another one's ids.
     */
    String idName() {
        return finding == Finding.IN_FOLDERS ? name : FileNames.last(name);
    }

    /** Whether it may hold no record: of many files on a cluster, some are often empty. */
    boolean mayBeEmpty() {
        return finding != Finding.BY_NAME;
    }
}
