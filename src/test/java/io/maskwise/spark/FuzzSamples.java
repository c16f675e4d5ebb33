package io.maskwise.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.text.ConlluOptions;
import io.maskwise.text.CorpusExample;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.CorpusParser;
import io.maskwise.text.DelimitedOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Sentences of a real corpus, to be written in every format. */
final class FuzzSamples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<CorpusExample> sentences = new ArrayList<>();

    /** Reads a CoNLL-U file, decompressed if its name ends in {@code .gz}. */
    FuzzSamples(Path conllu) throws IOException {
        CorpusOptions options = new CorpusOptions(
                CorpusFormat.CONLLU,
                "samples",
                Map.of("train", "train"),
                ConlluOptions.DEFAULT,
                DelimitedOptions.DEFAULT);
        try (InputStream file = Files.newInputStream(conllu);
                InputStream text = conllu.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
            CorpusParser.of(options).parse(text, "train", record -> {
                if (record instanceof CorpusExample example) {
                    sentences.add(example);
                }
            });
        }
    }

    /** A good file of a few sentences. */
    byte[] file(CorpusFormat format, boolean tokenLabels, String separator, SplittableRandom random) {
        String header = format == CorpusFormat.DELIMITED ? "label" + separator + "text\n" : "";
        int count = random.nextInt(1, 12);
        return IntStream.range(0, count)
                .mapToObj(i -> sentences.get(random.nextInt(sentences.size())))
                .map(sentence -> written(sentence, format, tokenLabels, separator))
                .collect(Collectors.joining("", header, ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String written(CorpusExample sentence, CorpusFormat format, boolean tokenLabels, String separator) {
        return switch (format) {
            case CONLLU -> tokenLines(sentence, "%d\t%s\t_\t%s\t_\t_\t_\t_\t_\t_%n");
            case COLUMNS -> tokenLines(sentence, "%2$s %1$d %3$s%n");
            case JSONL -> json(sentence, tokenLabels);
            case DELIMITED -> sentence.labels().get(0) + separator + quoted(sentence.text(), separator) + "\n";
            default -> sentence.text() + "\n";
        };
    }

    private static String tokenLines(CorpusExample sentence, String line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sentence.tokens().size(); i++) {
            lines.append(String.format(
                    line, i + 1, sentence.tokens().get(i), sentence.labels().get(i)));
        }
        return lines.append('\n').toString();
    }

    private static String quoted(String text, String separator) {
        return separator.equals(",") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static String json(CorpusExample sentence, boolean tokenLabels) {
        Map<String, Object> object = tokenLabels
                ? Map.of("text", sentence.tokens(), "label", sentence.labels())
                : Map.of("text", sentence.text(), "label", sentence.labels().get(0));
        try {
            return JSON.writeValueAsString(object) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot write a map of texts as JSON", impossible);
        }
    }
}
