package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.FileNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Finds a corpus's files before any work begins. */
final class CorpusFiles {
    private final CorpusOptions options;
    private final CorpusFolder folder;

    private CorpusFiles(CorpusOptions options, CorpusFolder folder) {
        this.options = options;
        this.folder = folder;
    }

    /**
     * The files of every split, split by split in the order of their names, each split's as configured, those of a
     * pattern by name.
     *
     * @throws MaskwiseException with exit 3 if the folder or a file is missing, a file that is named is empty, a pattern
     *     matches nothing, or two files would give one row id twice
     */
    static List<CorpusFile> find(CorpusOptions options, Configuration hadoop) {
        try {
            return new CorpusFiles(options, CorpusFolder.open(options.path(), hadoop)).find();
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the corpus %s: %s", options.path(), String.valueOf(failure.getMessage()));
        }
    }

    private List<CorpusFile> find() throws IOException {
        List<CorpusFile> found = new ArrayList<>();
        for (String split : options.splits().keySet()) {
            List<CorpusPath> sources = paths(options.files(split), new CorpusFolder.Role(split, "corpus.splits"));
            List<CorpusPath> targets =
                    paths(options.targetFiles(split), new CorpusFolder.Role(split, "corpus.parallel.targets"));
            requirePairs(split, sources, targets);
            List<CorpusFile> ofSplit = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                int index = found.size() + i;
                CorpusFile file = file(index, split, sources.get(i));
                ofSplit.add(targets.isEmpty() ? file : file.with(file(index, split, targets.get(i))));
            }
            requireDistinctIds(split, ofSplit);
            found.addAll(ofSplit);
        }
        return found;
    }

    private List<CorpusPath> paths(List<String> names, CorpusFolder.Role role) throws IOException {
        List<CorpusPath> paths = new ArrayList<>();
        for (String name : names) {
            List<CorpusPath> files = folder.find(name, role);
            if (files.size() == 1 && files.get(0).finding() == CorpusFile.Finding.BY_NAME) {
                requireContent(files.get(0), role.split());
            } else {
                files = files.stream().filter(path -> path.status().isFile()).toList();
            }
            if (files.isEmpty()) {
                throw folder.nothingMatches(name, role);
            }
            paths.addAll(files);
        }
        return paths;
    }

    private static void requireContent(CorpusPath path, String split) {
        if (path.status().isDirectory()) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: %s is a folder (must be a file, or a pattern such as %s/*)",
                    split, path.name(), path.name());
        }
        if (path.status().getLen() == 0) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: the file %s is empty (must hold at least one record)",
                    split, path.name());
        }
    }

    static CorpusFile file(int index, String split, CorpusPath path) {
        return new CorpusFile(
                index,
                split,
                path.name(),
                path.status().getPath().toString(),
                path.status().getLen(),
                path.finding(),
                null);
    }

    private void requirePairs(String split, List<CorpusPath> sources, List<CorpusPath> targets) {
        if (!options.targetFiles(split).isEmpty() && sources.size() != targets.size()) {
            throw MaskwiseException.input(
                    "Cannot pair the files of the split %s with those of its targets: there are %d and %d (%s from %s to"
                            + " %s, %s from %s to %s; must be as many, paired in this order)",
                    split,
                    sources.size(),
                    targets.size(),
                    String.join(", ", options.files(split)),
                    sources.get(0).name(),
                    sources.get(sources.size() - 1).name(),
                    String.join(", ", options.targetFiles(split)),
                    targets.get(0).name(),
                    targets.get(targets.size() - 1).name());
        }
    }

    /** The names alone are checked by {@link CorpusOptions}; what patterns match is known only here. */
    static void requireDistinctIds(String split, List<CorpusFile> files) {
        Map<String, CorpusFile> seen = new HashMap<>();
        for (CorpusFile file : files) {
            CorpusFile other = seen.put(file.idName(), file);
            if (other == null) {
                continue;
            }
            if (other.path().equals(file.path())) {
                throw MaskwiseException.input(
                        "Cannot read the split %s: the file %s stands twice in it (corpus.splits.%s must match it once)",
                        split, file.name(), split);
            }
            throw MaskwiseException.input(
                    "Cannot read the split %s: the rows of %s and of %s would have the same ids, which are made of the"
                            + " name %s (name both by one pattern, such as {a,b}/%s, which makes ids of their folders"
                            + " too)",
                    split, other.name(), file.name(), file.idName(), FileNames.last(file.name()));
        }
    }
}
