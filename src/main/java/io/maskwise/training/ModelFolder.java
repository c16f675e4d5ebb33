package io.maskwise.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Tokenizer;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A trained model on disk: {@code model.zip}, {@code model.json}, {@code vocabulary.tsv}, {@code labels.tsv} or
 * {@code target-vocabulary.tsv}, and {@code tokenizer.json} where its tokenizer has one.
 *
 * @param description what it is
 * @param vocabulary the tokens of its input ids
 * @param labels the labels of its output ids
 * @param tokenizerFile what its tokenizer cuts by, where that is one of Hugging Face
 * @param stored its network
 */
public record ModelFolder(
        ModelDescription description,
        Vocabulary vocabulary,
        LabelTable labels,
        Optional<String> tokenizerFile,
        StoredNetwork stored) {
    private static final String NETWORK = "model.zip";
    private static final String DESCRIPTION = "model.json";
    private static final String VOCABULARY = "vocabulary.tsv";
    private static final String TOKENIZER = "tokenizer.json";

    /** The folder of a run's model. */
    public static Path of(Path run) {
        return new Path(run, "model");
    }

    /**
     * Whether a run has a model.
     *
     * @throws MaskwiseException with exit 3 if that cannot be found out
     */
    public static boolean isIn(Path run, Configuration hadoop) {
        try {
            return HadoopFiles.fileSystem(run, hadoop).exists(of(run));
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot look for %s: %s", of(run), HadoopFiles.reason(failure));
        }
    }

    /** Publishes a model under a run's folder, over what is there. */
    static void publish(TrainingJob job, SequenceNetwork network) {
        Path target = of(job.folder());
        try (StagedDirectory staged = StagedDirectory.create(target, ExistingTarget.REPLACE, job.hadoop())) {
            try (OutputStream out = staged.create(NETWORK)) {
                network.write(out);
            }
            staged.writeText(DESCRIPTION, Json.pretty(ModelDescription.of(job.run(), job.data(), network)));
            staged.writeText(VOCABULARY, job.data().vocabulary().toTsv());
            staged.writeText(
                    LabelTable.fileName(job.data().labelling()),
                    job.data().labels().toTsv());
            if (job.data().tokenizerFile().isPresent()) {
                staged.writeText(TOKENIZER, job.data().tokenizerFile().get());
            }
            staged.publish();
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot write the model %s: %s", target, HadoopFiles.reason(failure));
        }
    }

    /**
     * Writes the model into a folder where there is none.
     *
     * @throws MaskwiseException with exit 4 if it cannot be written
     */
    public void write(Path folder, Configuration hadoop) {
        try (StagedDirectory staged = StagedDirectory.create(folder, ExistingTarget.REFUSE, hadoop)) {
            try (OutputStream out = staged.create(NETWORK)) {
                stored.write(out);
            }
            staged.writeText(DESCRIPTION, Json.pretty(description));
            staged.writeText(VOCABULARY, vocabulary.toTsv());
            staged.writeText(LabelTable.fileName(description.labelling()), labels.toTsv());
            if (tokenizerFile.isPresent()) {
                staged.writeText(TOKENIZER, tokenizerFile.get());
            }
            staged.publish();
        } catch (IOException failure) {
            throw MaskwiseException.output(
                    failure, "Cannot write the model %s: %s", folder, HadoopFiles.reason(failure));
        }
    }

    /**
     * Opens a model.
     *
     * @param folder where it is
     * @param reader reads its network
     * @throws MaskwiseException with exit 3 if there is none, it is of another format version, or its files do not belong
     *     together
     */
    public static ModelFolder open(Path folder, NetworkReader reader, Configuration hadoop) {
        try {
            ModelDescription description = ModelDescription.fromJson(
                    HadoopFiles.readText(new Path(folder, DESCRIPTION), hadoop), folder + "/" + DESCRIPTION);
            Vocabulary vocabulary = Vocabulary.fromTsv(
                    HadoopFiles.readText(new Path(folder, VOCABULARY), hadoop), folder + "/" + VOCABULARY);
            String table = LabelTable.fileName(description.labelling());
            LabelTable labels = LabelTable.fromTsv(
                    description.labelling(),
                    HadoopFiles.readText(new Path(folder, table), hadoop),
                    folder + "/" + table);
            checkIdentity(folder, VOCABULARY, description.vocabularySha256(), vocabulary.sha256());
            checkIdentity(folder, table, description.labelsSha256(), labels.sha256());
            Optional<String> tokenizer = tokenizer(folder, description, hadoop);
            return new ModelFolder(
                    description, vocabulary, labels, tokenizer, stored(new Path(folder, NETWORK), reader, hadoop));
        } catch (FileNotFoundException missing) {
            throw MaskwiseException.input(
                    missing,
                    "Cannot read the model %s: %s (make it with the command train)",
                    folder,
                    HadoopFiles.reason(missing));
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read the model %s: %s", folder, HadoopFiles.reason(failure));
        }
    }

    private static Optional<String> tokenizer(Path folder, ModelDescription description, Configuration hadoop)
            throws IOException {
        if (description.tokenizerSha256().isEmpty()) {
            return Optional.empty();
        }
        String json = HadoopFiles.readText(new Path(folder, TOKENIZER), hadoop);
        checkIdentity(folder, TOKENIZER, description.tokenizerSha256(), Sha256.of(json));
        return Optional.of(json);
    }

    /** Cuts a text as those were cut that it was trained on. */
    public Tokenizer tokenizer() {
        TokenizerOptions options = description.tokenizer();
        return tokenizerFile.isPresent()
                ? Tokenizer.of(options, tokenizerFile.get().getBytes(UTF_8), TOKENIZER + " of the model")
                : Tokenizer.of(options);
    }

    private static StoredNetwork stored(Path file, NetworkReader reader, Configuration hadoop) throws IOException {
        try (InputStream in = HadoopFiles.fileSystem(file, hadoop).open(file)) {
            return new StoredNetwork(in.readAllBytes(), file.toString(), reader);
        }
    }

    private static void checkIdentity(Path folder, String file, String expected, String actual) {
        if (!actual.equals(expected)) {
            throw MaskwiseException.input(
                    "Cannot read the model %s: the SHA-256 of %s is %s (must be %s, as %s says)",
                    folder, file, actual, expected, DESCRIPTION);
        }
    }
}
