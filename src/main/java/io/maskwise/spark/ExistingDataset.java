package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
            throw MaskwiseException.occupied(
                    "Cannot write the dataset %s: something else is there that no preparation made (remove it yourself,"
                            + " or choose another dataset.path)",
                    options.dataset().path());
        }
    }

    private List<String> differences(DatasetMetadata existing, List<CorpusFile> files) throws IOException {
        List<String> differences = OptionKeys.differences(existing.configuration(), options.configuration());
        return differences.isEmpty() ? ChangedFiles.of(existing.inputs(), files, hadoop) : differences;
    }

    private MaskwiseException refusal(String why) {
        return MaskwiseException.occupied(
                "Cannot write the dataset %s: %s (choose another dataset.path, or replace it with --overwrite)",
                options.dataset().path(), why);
    }
}
