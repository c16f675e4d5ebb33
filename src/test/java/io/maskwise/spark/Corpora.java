package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.Sha256;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.text.ConlluOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.DelimitedOptions;
import io.maskwise.text.ParallelOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.VocabularyOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Small corpora for the tests of preparation. */
final class Corpora {
    static final String TWO_SENTENCES = """
            # text = Dogs bark .
            1\tDogs\tdog\tNOUN\t_\t_\t0\t_\t_\t_
            2\tbark\tbark\tVERB\t_\t_\t0\t_\t_\t_
            3\t.\t.\tPUNCT\t_\t_\t0\t_\t_\t_

            1\tDogs\tdog\tNOUN\t_\t_\t0\t_\t_\t_

            """;

    private Corpora() {}

    static CorpusOptions conllu(Path folder, Map<String, String> splits) {
        return corpus(CorpusFormat.CONLLU, folder, splits);
    }

    static CorpusOptions delimited(Path folder, Map<String, String> splits) {
        return corpus(CorpusFormat.DELIMITED, folder, splits);
    }

    static CorpusOptions lines(Path folder, Map<String, String> splits) {
        return corpus(CorpusFormat.LINES, folder, splits);
    }

    static CorpusOptions parallel(Path folder, Map<String, String> splits, Map<String, String> targets) {
        return new CorpusOptions(CorpusFormat.LINES, folder.toString(), splits).with(new ParallelOptions(targets));
    }

    private static CorpusOptions corpus(CorpusFormat format, Path folder, Map<String, String> splits) {
        return new CorpusOptions(format, folder.toString(), splits, ConlluOptions.DEFAULT, DelimitedOptions.DEFAULT);
    }

    /** Lower-cased own tokens, all of them known, no limit of length, at most four buckets, padding after. */
    static PreparationOptions options(CorpusOptions corpus, Path dataset) {
        return new PreparationOptions(
                corpus,
                new TokenizerOptions(TokenizerKind.PRETOKENIZED, true),
                VocabularyOptions.DEFAULT,
                new PaddingOptions(Side.POST, Side.POST, 0),
                new BucketOptions(4, List.of()),
                new DatasetOptions(dataset.toString()));
    }

    static PreparationOptions with(PreparationOptions options, PaddingOptions padding) {
        return new PreparationOptions(
                options.corpus(),
                options.tokenizer(),
                options.vocabulary(),
                padding,
                options.buckets(),
                options.dataset());
    }

    static PreparationOptions with(PreparationOptions options, BucketOptions buckets) {
        return new PreparationOptions(
                options.corpus(),
                options.tokenizer(),
                options.vocabulary(),
                options.padding(),
                buckets,
                options.dataset());
    }

    static PreparationOptions with(PreparationOptions options, VocabularyOptions vocabulary) {
        return new PreparationOptions(
                options.corpus(),
                options.tokenizer(),
                vocabulary,
                options.padding(),
                options.buckets(),
                options.dataset());
    }

    static PreparationOptions with(PreparationOptions options, TokenizerOptions tokenizer) {
        return new PreparationOptions(
                options.corpus(),
                tokenizer,
                options.vocabulary(),
                options.padding(),
                options.buckets(),
                options.dataset());
    }

    static PreparationOptions with(PreparationOptions options, DatasetOptions dataset) {
        return new PreparationOptions(
                options.corpus(),
                options.tokenizer(),
                options.vocabulary(),
                options.padding(),
                options.buckets(),
                dataset,
                options.gates());
    }

    static PreparationOptions with(PreparationOptions options, GateOptions gates) {
        return new PreparationOptions(
                options.corpus(),
                options.tokenizer(),
                options.vocabulary(),
                options.padding(),
                options.buckets(),
                options.dataset(),
                gates);
    }

    static PreparationOptions at(PreparationOptions options, Path dataset) {
        return options(options.corpus(), dataset);
    }

    static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Sentences of 1 to 20 tokens over a small alphabet; one in ten has a row with too few columns. */
    static String randomConllu(SplittableRandom random, int sentences) {
        StringBuilder text = new StringBuilder();
        for (int sentence = 0; sentence < sentences; sentence++) {
            int length = random.nextInt(1, 21);
            int broken = random.nextInt(10) == 0 ? random.nextInt(length) : -1;
            for (int token = 0; token < length; token++) {
                String word = "w" + random.nextInt(30);
                String columns = "\tX\t_\t_\t0\t_\t_\t_\n".replace("X", "T" + random.nextInt(3));
                text.append(token + 1).append('\t').append(word).append("\t_");
                text.append(token == broken ? "\n" : columns);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Holds two datasets to the same bytes, and shows what differs as text where it is text. */
    static void assertSameBytes(Path one, Path other) throws IOException {
        Map<String, String> first = contents(one);
        Map<String, String> second = contents(other);
        assertThat(second.keySet()).isEqualTo(first.keySet()).hasSizeGreaterThan(5);
        first.forEach((name, content) -> assertThat(second.get(name)).as(name).isEqualTo(content));
    }

    /** Every file under a folder, by its path there: its text, or the SHA-256 of its bytes if it is Parquet. */
    static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String name = root.relativize(file).toString();
                contents.put(
                        name, name.endsWith(".parquet") ? Sha256.of(bytes) : new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return contents;
    }
}
