package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.text.DroppedRecord;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import io.maskwise.text.Tokenizer;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRowPacker {
    private static List<ReadItem> all(Iterator<ReadItem> items) {
        List<ReadItem> list = new ArrayList<>();
        items.forEachRemaining(list::add);
        return list;
    }

    private static List<ReadItem> packed(List<ReadItem> items) {
        List<ReadItem> packed = new ArrayList<>();
        RowPacker packer = new RowPacker(packed::add);
        items.forEach(packer);
        packer.end();
        return packed;
    }

    private static List<String> words(SplittableRandom random, int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + random.nextInt(15)).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsPackedComesBackInItsOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ReadItem> items = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            int length = random.nextInt(1, 8);
            List<String> labels = words(random, List.of(0, 1, length).get(random.nextInt(3)));
            TokenizedRecord record = random.nextInt(5) == 0
                    ? new RejectedRecord(new SourcePosition("a", row + 1), "reason", "detail")
                    : new TokenizedExample(
                            new SourcePosition(row < 60 ? "a" : "b", row + 1, row % 7 == 0 ? "id \uD83D " + row : ""),
                            words(random, length),
                            labels,
                            words(random, random.nextInt(3)));
            items.add(new SourceRow(new RowOrigin(3, row, row % 5 == 0 ? "test" : "train"), record, random.nextInt(2)));
        }
        items.add(FileSummary.failed(3, "why"));

        List<ReadItem> packed = packed(items);
        assertThat(packed)
                .hasSizeLessThan(items.size())
                .noneMatch(item -> item instanceof SourceRow row && row.record() instanceof TokenizedExample);
        assertThat(packed.stream()
                        .filter(PackedRows.class::isInstance)
                        .flatMap(rows -> ((PackedRows) rows).newNames().stream()))
                .doesNotHaveDuplicates()
                .hasSize(15);
        assertThat(all(RowUnpacker.unpacked(packed.iterator()))).isEqualTo(items);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7})
    void rememberedTokensArePackedAsTheirStrings(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tokenizer slow = Tokenizer.of(new TokenizerOptions(TokenizerKind.PRETOKENIZED, true));
        List<ReadItem> strings = new ArrayList<>();
        List<ReadItem> remembered = new ArrayList<>();
        Tokenizer memory = slow.ofOneThread();
        for (int row = 0; row < 300; row++) {
            if (row % 100 == 50) {
                memory = slow.ofOneThread(); // whose indices mean other tokens
            }
            String text = String.join(" ", words(random, random.nextInt(1, 8))) + " Word " + "x".repeat(row);
            for (Tokenizer tokenizer : List.of(slow, memory)) {
                TokenizedExample example = new TokenizedExample(
                        new SourcePosition("a", row + 1),
                        tokenizer.tokenize(text),
                        List.of(),
                        tokenizer.tokenize("word w1"));
                (tokenizer == slow ? strings : remembered)
                        .add(new SourceRow(new RowOrigin(0, row, "train"), example, 0));
            }
        }
        assertThat(all(RowUnpacker.unpacked(packed(remembered).iterator()))).isEqualTo(strings);
        assertThat(blocks(packed(remembered))).isEqualTo(blocks(packed(strings)));
    }

    @Test
    void sparkIsToldAboutHowMuchMemoryTheyTake() {
        SplittableRandom random = new SplittableRandom(9);
        List<ReadItem> rows = new ArrayList<>();
        for (int row = 0; row < 2_000; row++) {
            TokenizedExample example = new TokenizedExample(
                    new SourcePosition("a", row + 1),
                    IntStream.range(0, 30)
                            .mapToObj(i -> "word" + random.nextInt(20_000))
                            .toList(),
                    List.of());
            rows.add(new SourceRow(new RowOrigin(0, row, "train"), example, 0));
        }
        long told = 0;
        long found = 0;
        for (ReadItem item : packed(rows)) {
            if (item instanceof PackedRows block) {
                told += block.estimatedSize();
                found += SizeEstimator.estimate(
                        List.of(block.name(), block.splits(), block.newNames().toArray(), block.bytes()));
            }
        }
        assertThat((double) told / found).isBetween(0.9, 1.3);
    }

    private static List<List<Object>> blocks(List<ReadItem> packed) {
        return packed.stream()
                .filter(PackedRows.class::isInstance)
                .map(PackedRows.class::cast)
                .map(block -> List.<Object>of(block.newNames(), ByteBuffer.wrap(block.bytes())))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void packedNamesAreCountedAndEncodedAsTheirStrings(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ReadItem> items = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            int length = random.nextInt(1, 8);
            TokenizedRecord record = random.nextInt(5) == 0
                    ? new DroppedRecord(DroppedRecord.TOO_LONG)
                    : new TokenizedExample(
                            new SourcePosition("a", row + 1),
                            words(random, length),
                            words(random, length),
                            words(random, random.nextInt(3)));
            items.add(new SourceRow(new RowOrigin(3, row, random.nextBoolean() ? "train" : "test"), record, 0));
        }
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> targets = new HashMap<>();
        for (ReadItem item : items) {
            SourceRow row = (SourceRow) item;
            if (row.origin().split().equals("train") && row.record() instanceof TokenizedExample example) {
                example.tokens().forEach(token -> counts.merge(token, 1L, Long::sum));
                example.target().forEach(token -> targets.merge(token, 1L, Long::sum));
            }
        }
        List<ReadItem> packed = packed(items);
        assertThat(PackedCounts.named(packed.iterator(), PackedPart.TOKENS)).isEqualTo(counts);
        assertThat(PackedCounts.named(packed.iterator(), PackedPart.TARGET)).isEqualTo(targets);

        VocabularyOptions options = new VocabularyOptions(1, 12);
        Vocabulary vocabulary = Vocabulary.ofCounts(counts, options);
        assertSameRows(items, packed, new RowEncoder(vocabulary, LabelSet.of(words(random, 12)), Labelling.PER_TOKEN));
        assertSameRows(
                items,
                packed,
                new RowEncoder(vocabulary, Vocabulary.ofTargetCounts(targets, options), Labelling.TARGET_SEQUENCE));
    }

    private static void assertSameRows(List<ReadItem> items, List<ReadItem> packed, RowEncoder encoder) {
        List<DatasetRow> rows = new ArrayList<>();
        PackedEncoder.encoded(packed.iterator(), encoder).forEachRemaining(rows::add);
        assertThat(rows)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(items.stream()
                        .map(item -> encoder.encode((SourceRow) item))
                        .toList());
    }
}
