package io.maskwise.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What other programs make of random data: {@code metrics/references.json}, which {@code references.py} beside it made. */
final class References {
    private static final String FILE = "/metrics/references.json";

    private References() {}

    /** One case of the file: data and what is expected of it. */
    record Reference(JsonNode content) {
        JsonNode expected(String... path) {
            JsonNode node = content.path("expected");
            for (String name : path) {
                node = node.path(name);
            }
            if (node.isMissingNode()) {
                throw new IllegalArgumentException("No figure is called " + String.join(".", path));
            }
            return node;
        }

        double number(String... path) {
            return expected(path).asDouble();
        }

        int[][] integers(String name) {
            return elements(content.path(name))
                    .map(row -> elements(row).mapToInt(JsonNode::asInt).toArray())
                    .toArray(int[][]::new);
        }

        boolean[][] mask() {
            return Arrays.stream(integers("mask"))
                    .map(row -> {
                        boolean[] real = new boolean[row.length];
                        for (int step = 0; step < row.length; step++) {
                            real[step] = row[step] == 1;
                        }
                        return real;
                    })
                    .toArray(boolean[][]::new);
        }

        double[][][] probabilities() {
            return elements(content.path("probabilities4096"))
                    .map(row -> elements(row)
                            .map(token -> elements(token)
                                    .mapToDouble(number -> number.asInt() / 4096.0)
                                    .toArray())
                            .toArray(double[][]::new))
                    .toArray(double[][][]::new);
        }

        /** Two texts a row, cut at spaces. */
        List<List<List<String>>> pairs(String name) {
            return elements(content.path(name))
                    .map(pair ->
                            elements(pair).map(text -> words(text.asText())).toList())
                    .toList();
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        }

        @Override
        public String toString() {
            return "seed " + content.path("seed").asInt();
        }
    }

    static Stream<Reference> of(String kind) {
        try (InputStream in = Objects.requireNonNull(References.class.getResourceAsStream(FILE), FILE)) {
            List<Reference> cases = elements(new ObjectMapper().readTree(in).path(kind))
                    .map(Reference::new)
                    .toList();
            if (cases.isEmpty()) {
                throw new IllegalArgumentException("Cannot read " + FILE + ": no cases of " + kind);
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
