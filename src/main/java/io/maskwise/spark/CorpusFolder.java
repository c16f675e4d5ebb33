package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.FileNames;
import io.maskwise.training.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of a corpus, on any file system that Hadoop knows, and what names and patterns stand for in it. */
final class CorpusFolder {
    private static final int LISTED = 20;

    private final String given;
    private final Configuration hadoop;
    private final Path folder;

    private CorpusFolder(String given, Configuration hadoop, Path folder) {
        this.given = given;
        this.hadoop = hadoop;
        this.folder = folder;
    }

    /** @throws MaskwiseException with exit 3 if there is no such folder */
    static CorpusFolder open(String path, Configuration hadoop) throws IOException {
        Path folder = new Path(path);
        FileSystem files = HadoopFiles.fileSystem(folder, hadoop);
        if (!files.exists(folder)) {
            throw MaskwiseException.input("Cannot read the corpus %s: there is no such folder (set corpus.path)", path);
        }
        if (!files.getFileStatus(folder).isDirectory()) {
            throw MaskwiseException.input(
                    "Cannot read the corpus %s: it is a file (corpus.path must name the folder that holds the files of"
                            + " corpus.splits)",
                    path);
        }
        return new CorpusFolder(path, hadoop, files.makeQualified(folder));
    }

    /** Its path with scheme and authority. */
    Path path() {
        return folder;
    }

    /** What names are looked up for, and the key that gives them. */
    record Role(String split, String key) {}

    /**
     * What a name or pattern stands for: what is there of this very name, else all that the pattern matches, by name.
     *
     * <p>A pattern passes over what is hidden, its name beginning with a dot or an underscore, unless the pattern says so.
     *
     * @throws MaskwiseException with exit 3 if that is nothing, exit 2 if it is no pattern
     */
    List<CorpusPath> find(String name, Role role) throws IOException {
        Optional<FileStatus> there = status(new Path(folder, name));
        if (there.isPresent()) {
            return List.of(new CorpusPath(there.get(), name, CorpusFile.Finding.BY_NAME));
        }
        if (!FileNames.isPattern(name)) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: there is no file %s in %s, which holds %s (set %s.%s)",
                    role.split(), name, given, present(folder), role.key(), role.split());
        }
        return matching(name, role);
    }

    private List<CorpusPath> matching(String pattern, Role role) throws IOException {
        CorpusFile.Finding finding = FileNames.last(pattern).length() == pattern.length()
                        || !FileNames.isPattern(pattern.substring(0, pattern.lastIndexOf('/')))
                ? CorpusFile.Finding.BY_PATTERN
                : CorpusFile.Finding.IN_FOLDERS;
        return glob(pattern, role).stream()
                .map(status -> new CorpusPath(status, nameOf(status.getPath()), finding))
                .filter(path -> !isHidden(path.name(), pattern))
                .sorted(Comparator.comparing(CorpusPath::name))
                .toList();
    }

    private List<FileStatus> glob(String pattern, Role role) throws IOException {
        Path path = new Path(new Path(escaped(folder.toString())), pattern);
        try {
            FileStatus[] found = HadoopFiles.fileSystem(folder, hadoop).globStatus(path);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (IOException failure) {
            String why = String.valueOf(failure.getMessage());
            if (!why.startsWith("Illegal file pattern")) {
                throw failure;
            }
            throw MaskwiseException.usage(
                    "Cannot read the split %s: %s is no pattern: %s (set %s.%s)",
                    role.split(), pattern, why, role.key(), role.split());
        }
    }

    /** That nothing fit for reading matches a pattern, and what is there. */
    MaskwiseException nothingMatches(String pattern, Role role) throws IOException {
        Path looked = folder;
        String[] parts = pattern.split("/");
        for (int i = 0; i < parts.length - 1 && !FileNames.isPattern(parts[i]); i++) {
            looked = new Path(looked, parts[i]);
        }
        return MaskwiseException.input(
                "Cannot read the split %s: no file matches %s in %s, where %s holds %s (set %s.%s)",
                role.split(),
                pattern,
                given,
                looked.equals(folder) ? "it" : nameOf(looked),
                present(looked),
                role.key(),
                role.split());
    }

    private static String escaped(String path) {
        return path.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
    }

    private static boolean isHidden(String name, String pattern) {
        String[] parts = name.split("/");
        String[] patterns = pattern.split("/");
        for (int i = 0; i < parts.length; i++) {
            boolean said = parts.length == patterns.length
                    && !patterns[i].isEmpty()
                    && !parts[i].isEmpty()
                    && patterns[i].charAt(0) == parts[i].charAt(0);
            if (!said && (parts[i].startsWith(".") || parts[i].startsWith("_"))) {
                return true;
            }
        }
        return false;
    }

    /** The name of a path below the folder; the whole path where it is elsewhere. */
    String nameOf(Path path) {
        String root = folder.toUri().getPath();
        String whole = path.toUri().getPath();
        String below = root.endsWith("/") ? root : root + "/";
        return whole.startsWith(below) ? whole.substring(below.length()) : path.toString();
    }

    private Optional<FileStatus> status(Path path) throws IOException {
        try {
            return Optional.of(HadoopFiles.fileSystem(path, hadoop).getFileStatus(path));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    private String present(Path looked) throws IOException {
        List<String> names = HadoopFiles.list(looked, hadoop).stream()
                .map(status -> status.getPath().getName())
                .toList();
        if (names.isEmpty()) {
            return "nothing";
        }
        String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? listed + " and " + (names.size() - LISTED) + " more" : listed;
    }
}
