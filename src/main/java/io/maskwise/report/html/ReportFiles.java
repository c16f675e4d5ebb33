package io.maskwise.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.Precision;
import io.maskwise.training.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a report is made from.
 *
 * @param run the run's name
 * @param texts the files of the run, and the description of its dataset as {@link #DATASET}, as far as there are any
 * @param model the run's network
 */
public record ReportFiles(String run, Map<String, String> texts, Optional<Model> model) {
    static final String ROUNDS = "metrics.jsonl";
    static final String SUMMARY = "training.json";
    static final String PROVENANCE = "provenance.json";
    static final String CONFIGURATION = "config.conf";
    static final String EVALUATION = "evaluation/metrics.json";
    static final String CONFUSION = "evaluation/confusion.tsv";
    static final String DECODED = "evaluation/decoded.tsv";
    static final String SECONDS = "evaluation/seconds.tsv";

    /** The description of the dataset, below its folder. */
    static final String DATASET = "_maskwise/dataset.json";

    private static final List<String> OF_RUN =
            List.of(ROUNDS, SUMMARY, PROVENANCE, CONFIGURATION, EVALUATION, CONFUSION, DECODED, SECONDS);

    /** A larger file would make a page that nobody can open. */
    private static final long MOST_BYTES = 256L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A network as it is shown.
     *
     * @param spec what it is made of
     * @param precision the type of its parameters
     */
    public record Model(ModelSpec spec, Precision precision) {}

    public ReportFiles {
        texts = Map.copyOf(texts);
    }

    /**
     * Reads what there is.
     *
     * @param folder the run's folder
     * @param dataset the folder of the dataset that it was trained on, if it is known
     * @throws MaskwiseException with exit 3 if there is no run, or something of it cannot be read
     */
    public static ReportFiles read(Path folder, Optional<Path> dataset, Optional<Model> model, Configuration hadoop) {
        Map<String, String> texts = new LinkedHashMap<>();
        OF_RUN.forEach(name -> text(new Path(folder, name), hadoop).ifPresent(text -> texts.put(name, text)));
        if (!texts.containsKey(PROVENANCE)) {
            throw MaskwiseException.input(
                    "Cannot make a report of %s: it is not a run, as it holds no %s (name one with run.root and run.id)",
                    folder, PROVENANCE);
        }
        ReportFiles ofRun = new ReportFiles(folder.getName(), texts, model);
        dataset.flatMap(path -> text(new Path(path, DATASET), hadoop))
                .filter(ofRun::isOfTheDataset)
                .ifPresent(text -> texts.put(DATASET, text));
        return new ReportFiles(folder.getName(), texts, model);
    }

    /** At the dataset's place there may be another one by now. */
    private boolean isOfTheDataset(String description) {
        String trainedOn = json(PROVENANCE)
                .map(provenance ->
                        provenance.path("configuration").path("dataset.sha256").asText())
                .orElse("");
        return Sha256.of(description).equals(trainedOn);
    }

    private static Optional<String> text(Path file, Configuration hadoop) {
        try {
            return HadoopFiles.fileSystem(file, hadoop).getFileStatus(file).getLen() > MOST_BYTES
                    ? Optional.empty()
                    : Optional.of(HadoopFiles.readText(file, hadoop));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", file, HadoopFiles.reason(failure));
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /**
     * A file of one JSON object.
     *
     * @throws MaskwiseException with exit 3 if it is something else
     */
    Optional<JsonNode> json(String name) {
        return text(name).map(text -> parsed(name, text));
    }

    private JsonNode parsed(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw MaskwiseException.input(
                    damaged,
                    "Cannot make a report of the run %s: its %s is not JSON (write it anew, or remove it)",
                    run,
                    name);
        }
    }

    /** A line of JSON; nothing where it is not whole. */
    static Optional<JsonNode> line(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException torn) {
            return Optional.empty();
        }
    }

    /** The rounds that are logged. */
    List<Round> rounds() {
        return text(ROUNDS).map(Round::parse).orElse(List.of());
    }
}
