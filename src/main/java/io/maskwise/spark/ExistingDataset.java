package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is at the place where a dataset shall go. */
final class ExistingDataset {
    private final PreparationOptions options;
    private final Configuration hadoop;
    private final Path root;

    ExistingDataset(PreparationOptions options, Configuration hadoop) {
        this.options = options;
        this.hadoop = hadoop;
        this.root = new Path(options.dataset().path());
    }

    /**
     * The dataset that is there, if it was made from these very files by this configuration; nothing if the place is
     * free.
     *
     * @throws MaskwiseException with exit 4 if another dataset, a part of one, or something else is there
     */
    Optional<DatasetMetadata> requireSameOrNone(List<CorpusFile> files) throws IOException {
        if (!HadoopFiles.fileSystem(root, hadoop).exists(root)) {
            return Optional.empty();
        }
        Optional<DatasetMetadata> existing = PreparedDataset.metadata(root, hadoop);
        if (existing.isEmpty()) {
            requireReplaceable();
            throw refusal("it exists and is not a complete dataset");
        }
        List<String> differences = differences(existing.get(), files);
        if (!differences.isEmpty()) {
            throw refusal("a dataset made otherwise is there: " + String.join("; ", differences));
        }
        return existing;
    }

    /**
     * Guards against replacing what is no dataset, a folder named by mistake for instance.
     *
     * @throws MaskwiseException with exit 4 if there is something that no preparation made
     */
    void requireReplaceable() throws IOException {
        FileSystem storage = HadoopFiles.fileSystem(root, hadoop);
        if (storage.exists(root)
                && !storage.exists(new Path(root, DatasetLayout.METADATA))
                && (storage.getFileStatus(root).isFile()
                        || !HadoopFiles.list(root, hadoop).isEmpty())) {
            throw MaskwiseException.output(
                    "Cannot write the dataset %s: something else is there that no preparation made (remove it yourself,"
                            + " or choose another dataset.path)",
                    options.dataset().path());
        }
    }

    private List<String> differences(DatasetMetadata existing, List<CorpusFile> files) throws IOException {
        List<String> differences = new ArrayList<>();
        SortedMap<String, String> here = options.configuration();
        SortedMap<String, String> all = new TreeMap<>(existing.configuration());
        all.putAll(here);
        for (String key : all.keySet()) {
            String was = existing.configuration().getOrDefault(key, "not set");
            String is = here.getOrDefault(key, "not set");
            if (!was.equals(is)) {
                differences.add(key + " was " + was + " and is " + is);
            }
        }
        return differences.isEmpty() ? changedFiles(existing, files) : differences;
    }

    /** Patterns match what is there now: files may have come and gone. */
    private List<String> changedFiles(DatasetMetadata existing, List<CorpusFile> files) throws IOException {
        List<InputFile> gone = new ArrayList<>(existing.inputs());
        List<String> changed = new ArrayList<>();
        for (CorpusFile file : files.stream().flatMap(CorpusFile::sides).toList()) {
            Optional<InputFile> input = gone.stream()
                    .filter(known ->
                            known.split().equals(file.split()) && known.name().equals(file.name()))
                    .findFirst();
            input.ifPresent(gone::remove);
            if (input.isEmpty()) {
                changed.add("the file " + file.name() + " is new");
            } else if (!isSame(input.get(), file)) {
                changed.add("the file " + file.name() + " has changed");
            }
        }
        gone.forEach(input -> changed.add("the file " + input.name() + " is gone"));
        return changed;
    }

    private boolean isSame(InputFile input, CorpusFile file) throws IOException {
        return input.bytes() == file.bytes()
                && input.sha256()
                        .equals(StoredFile.identity(file, input.records(), hadoop)
                                .sha256());
    }

    private MaskwiseException refusal(String why) {
        return MaskwiseException.output(
                "Cannot write the dataset %s: %s (choose another dataset.path, or replace it with --overwrite)",
                options.dataset().path(), why);
    }
}
