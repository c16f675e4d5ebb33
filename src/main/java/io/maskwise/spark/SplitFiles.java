package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a split by bucket and name, and so an order of all of its rows that only the dataset decides.
 *
 * <p>A row's rank is its place among the rows of its bucket: by the name of the file, then by the place in it.
 */
final class SplitFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<FileRows> files;
    private final TreeMap<String, Integer> indices = new TreeMap<>();
    private final TreeMap<String, Long> firstRanks = new TreeMap<>();
    private final TreeMap<Integer, Long> rowsPerBucket = new TreeMap<>();

    SplitFiles(List<FileRows> files) {
        this.files = files.stream()
                .sorted(Comparator.comparingInt(FileRows::bucket).thenComparing(FileRows::file))
                .toList();
        for (FileRows file : this.files) {
            indices.put(file.file(), indices.size());
            long rows = rowsPerBucket.getOrDefault(file.bucket(), 0L);
            firstRanks.put(file.file(), rows);
            rowsPerBucket.put(file.bucket(), rows + file.rows());
        }
    }

    List<FileRows> files() {
        return files;
    }

    SortedMap<Integer, Long> rowsPerBucket() {
        return rowsPerBucket;
    }

    /** The place of a file in {@link #files()}. */
    int index(String file) {
        Integer index = indices.get(file);
        if (index == null) {
            throw changed(file);
        }
        return index;
    }

    /** The place of a row among all rows of its bucket. */
    long rank(String file, long position) {
        Long first = firstRanks.get(file);
        if (first == null) {
            throw changed(file);
        }
        return first + position;
    }

    private static IllegalStateException changed(String file) {
        return new IllegalStateException(
                "Cannot place the rows of " + file + ": it was not there when rows were counted");
    }
}
