package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is at the place where predictions shall go. */
final class ExistingPredictions {
    private final Path root;
    private final Configuration hadoop;

    ExistingPredictions(String path, Configuration hadoop) {
        this.root = new Path(path);
        this.hadoop = hadoop;
    }

    /**
     * The predictions that are there, if they were made of these very files by this configuration and model; nothing if the
     * place is free.
     *
     * @throws MaskwiseException with exit 4 if anything else is there
     */
    Optional<PredictionMetadata> requireSameOrNone(SortedMap<String, String> configuration, List<CorpusFile> files)
            throws IOException {
        FileSystem storage = HadoopFiles.fileSystem(root, hadoop);
        if (!storage.exists(root)) {
            return Optional.empty();
        }
        Path description = new Path(root, PredictionLayout.METADATA);
        if (!storage.exists(new Path(root, PredictionLayout.SUCCESS)) || !storage.exists(description)) {
            requireReplaceable();
            throw refusal("it exists and holds no complete predictions");
        }
        PredictionMetadata existing = PredictionMetadata.fromJson(
                HadoopFiles.readText(description, hadoop), description.toUri().getPath());
        List<String> differences = OptionKeys.differences(existing.configuration(), configuration);
        if (differences.isEmpty()) {
            differences = ChangedFiles.of(existing.inputs(), files, hadoop);
        }
        if (!differences.isEmpty()) {
            throw refusal("other predictions are there: " + String.join("; ", differences));
        }
        return Optional.of(existing);
    }

    /**
     * Guards against replacing what holds no predictions, a folder named by mistake for instance.
     *
     * @throws MaskwiseException with exit 4 if there is something that no prediction made
     */
    void requireReplaceable() throws IOException {
        FileSystem storage = HadoopFiles.fileSystem(root, hadoop);
        if (storage.exists(root)
                && !storage.exists(new Path(root, PredictionLayout.METADATA))
                && !storage.exists(new Path(root, PredictionLayout.WATCH))
                && (storage.getFileStatus(root).isFile()
                        || !HadoopFiles.list(root, hadoop).isEmpty())) {
            throw MaskwiseException.occupied(
                    "Cannot write the predictions %s: something else is there that no prediction made (remove it yourself,"
                            + " or choose another predict.path)",
                    root.toUri().getPath());
        }
    }

    MaskwiseException refusal(String why) {
        return MaskwiseException.occupied(
                "Cannot write the predictions %s: %s (choose another predict.path, or replace it with --overwrite)",
                root.toUri().getPath(), why);
    }
}
