package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import io.maskwise.training.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds a corpus's files before any work begins. */
final class CorpusFiles {
    private static final int LISTED = 20;

    private final CorpusOptions options;
    private final Configuration hadoop;
    private final Path folder;

    private CorpusFiles(CorpusOptions options, Configuration hadoop) {
        this.options = options;
        this.hadoop = hadoop;
        this.folder = new Path(options.path());
    }

    /**
     * The files of every split, split by split in the order of their names, each split's as configured.
     *
     * @throws MaskwiseException with exit 3 if the folder or a file is missing, or a file is empty
     */
    static List<CorpusFile> find(CorpusOptions options, Configuration hadoop) {
        CorpusFiles files = new CorpusFiles(options, hadoop);
        try {
            files.requireFolder();
            return files.find();
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the corpus %s: %s", options.path(), String.valueOf(failure.getMessage()));
        }
    }

    private List<CorpusFile> find() throws IOException {
        List<CorpusFile> found = new ArrayList<>();
        for (String split : options.splits().keySet()) {
            Role sources = new Role(split, "corpus.splits");
            Role targets = new Role(split, "corpus.parallel.targets");
            Iterator<String> targetNames = options.targetFiles(split).iterator();
            for (String name : options.files(split)) {
                CorpusFile file = file(found.size(), name, sources);
                found.add(targetNames.hasNext() ? file.with(file(found.size(), targetNames.next(), targets)) : file);
            }
        }
        return found;
    }

    /** What a file is read for, and the key that names it. */
    private record Role(String split, String key) {}

    private CorpusFile file(int index, String name, Role role) throws IOException {
        FileStatus status = status(name, role);
        return new CorpusFile(index, role.split(), name, status.getPath().toString(), status.getLen());
    }

    private void requireFolder() throws IOException {
        if (!HadoopFiles.fileSystem(folder, hadoop).exists(folder)) {
            throw MaskwiseException.input(
                    "Cannot read the corpus %s: there is no such folder (set corpus.path)", options.path());
        }
        if (!HadoopFiles.fileSystem(folder, hadoop).getFileStatus(folder).isDirectory()) {
            throw MaskwiseException.input(
                    "Cannot read the corpus %s: it is a file (corpus.path must name the folder that holds the files of"
                            + " corpus.splits)",
                    options.path());
        }
    }

    private FileStatus status(String name, Role role) throws IOException {
        String split = role.split();
        Path path = new Path(folder, name);
        FileStatus status;
        try {
            status = HadoopFiles.fileSystem(path, hadoop).getFileStatus(path);
        } catch (FileNotFoundException missing) {
            throw MaskwiseException.input(
                    missing,
                    "Cannot read the split %s: there is no file %s in %s, which holds %s (set %s.%s)",
                    split,
                    name,
                    options.path(),
                    present(),
                    role.key(),
                    split);
        }
        if (status.isDirectory()) {
            throw MaskwiseException.input("Cannot read the split %s: %s is a folder (must be a file)", split, name);
        }
        if (status.getLen() == 0) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: the file %s is empty (must hold at least one record)", split, name);
        }
        return status;
    }

    private String present() throws IOException {
        List<String> names = HadoopFiles.list(folder, hadoop).stream()
                .map(status -> status.getPath().getName())
                .toList();
        if (names.isEmpty()) {
            return "nothing";
        }
        String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? listed + " and " + (names.size() - LISTED) + " more" : listed;
    }
}
