package io.maskwise.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads golden files: {@code {"meta": {…}, "cases": […]}}, numbers that Keras itself computed.
 *
 * <p>The files lie compressed under {@code src/test/resources/goldens}. With {@code -Dgoldens=DIR} the cases of
 * {@code DIR/NAME.json} follow those of the resource of the same name, so that new goldens can be tried without a
 * change here.
 */
public final class Goldens {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Goldens() {}

    /**
     * The cases of a golden file, in the file's order; at least one. Keras' own tests ({@code "keras_own_tests"}) are
     * numbered through the file; the cases of {@code "tfjs_second_opinion"} are opinions on those of other files.
     *
     * @param file the file's name without its suffix, such as {@code "pad_sequences"} or {@code "f64/rnn_lstm"}
     */
    public static List<Golden> cases(String file) {
        List<Golden> cases = new ArrayList<>();
        for (JsonNode document : documents(file)) {
            for (JsonNode content : document.path("cases")) {
                cases.add(new Golden(file, document.path("meta"), content));
            }
            for (JsonNode content : document.path("structured")) {
                cases.add(new Golden(file, document.path("meta"), named(content, cases.size())));
            }
            for (JsonNode content : document.path("results")) {
                cases.add(new Golden(file, document.path("meta"), content));
            }
        }
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("Cannot read goldens " + file + ": no cases found");
        }
        return List.copyOf(cases);
    }

    /**
     * The cases of Keras' own tests that were retyped from one of its test files, in order; at least one.
     *
     * @param testFile the file's path in Keras, such as {@code "keras/src/layers/rnn/lstm_test.py"}
     */
    public static List<Golden> kerasOwnTests(String testFile) {
        List<Golden> cases = cases("keras_own_tests").stream()
                .filter(golden -> golden.content().path("file").asText().equals(testFile))
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("Cannot read Keras' own tests: none found of " + testFile);
        }
        return cases;
    }

    /** A case with the name that Keras' own tests lack. */
    private static JsonNode named(JsonNode content, int number) {
        String test = content.path("test").asText();
        String checks = content.path("checks").asText();
        return content.<ObjectNode>deepCopy().put("name", test + " " + number + ": " + checks);
    }

    /** The {@code meta} of a golden file: shared inputs and what made it. */
    public static JsonNode meta(String file) {
        return cases(file).get(0).meta();
    }

    private static List<JsonNode> documents(String file) {
        List<JsonNode> documents = new ArrayList<>();
        try (InputStream resource = Goldens.class.getResourceAsStream("/goldens/" + file + ".json.gz")) {
            if (resource != null) {
                documents.add(JSON.readTree(new GZIPInputStream(resource)));
            }
            String folder = System.getProperty("goldens", "");
            Path further = Path.of(folder, file + ".json");
            if (!folder.isEmpty() && Files.exists(further)) {
                documents.add(JSON.readTree(Files.readAllBytes(further)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read goldens " + file, e);
        }
        return documents;
    }
}
