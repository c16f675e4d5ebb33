package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketPlan;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.KerasWordCounts;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectReasons;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import scala.Tuple2;

/**
 * What preparation does with a small corpus, without Spark and without writing: reading, tokenising, counting, encoding,
 * planning, padding and the account, each held to what it promises.
 */
final class ReadingPath {
    private final PreparationOptions options;
    private final Configuration hadoop;
    private final Labelling labelling;
    private final List<List<ReadItem>> packed = new ArrayList<>();

    ReadingPath(PreparationOptions options, Configuration hadoop) {
        this.options = options;
        this.hadoop = hadoop;
        this.labelling = options.corpus().labelling();
    }

    /**
     * The account of every split.
     *
     * @throws MaskwiseException as a preparation does
     * @throws IllegalStateException if something is not as it is promised
     */
    SortedMap<String, SplitCounts> run() {
        List<CorpusFile> files = CorpusFiles.find(options.corpus(), hadoop);
        List<FileSummary> summaries = new ArrayList<>();
        List<SourceRow> rows = new ArrayList<>();
        for (CorpusFile file : files) {
            List<ReadItem> items = read(file);
            require(items.equals(read(file)), "it is read in one way, then in another");
            List<ReadItem> packed = new ArrayList<>();
            RowPacker packer = new RowPacker(packed::add);
            items.forEach(packer);
            packer.end();
            List<ReadItem> unpacked = new ArrayList<>();
            RowUnpacker.unpacked(packed.iterator()).forEachRemaining(unpacked::add);
            require(unpacked.equals(items), "what is packed comes back otherwise");
            this.packed.add(packed);
            FileSummary summary = (FileSummary) items.get(items.size() - 1);
            items.subList(0, items.size() - 1).forEach(item -> rows.add((SourceRow) item));
            requireReadable(summary, items.size() - 1);
            summaries.add(summary);
        }
        requireRows(rows);
        return account(files, summaries, rows);
    }

    private List<ReadItem> read(CorpusFile file) {
        List<ReadItem> items = new ArrayList<>();
        CorpusFileReader.of(options).read(file, hadoop, items::add);
        return items;
    }

    private static void requireReadable(FileSummary summary, int rows) {
        if (!summary.failure().isEmpty()) {
            throw MaskwiseException.input("%s", summary.failure());
        }
        require(summary.records() == rows, summary.records() + " records, but " + rows + " rows");
        if (rows == 0) {
            throw MaskwiseException.input("It holds no records");
        }
    }

    private void requireRows(List<SourceRow> rows) {
        Set<String> ids = new HashSet<>();
        Map<Integer, Long> next = new HashMap<>();
        boolean trains = false;
        for (SourceRow row : rows) {
            RowOrigin origin = row.origin();
            String split = origin.split();
            require(origin.ordinal() == next.merge(origin.file(), 1L, Long::sum) - 1, "rows are not in order");
            if (row.record() instanceof RejectedRecord reject) {
                require(reject.reason().matches("[a-z0-9-]+"), "the reason " + reject.reason());
                require(isOneLine(reject.detail()), "a detail of several lines: " + reject.detail());
            } else if (row.record() instanceof TokenizedExample example) {
                require(ids.add(split + " " + example.id()), "the id " + example.id() + " twice");
                require(example.tokens().stream().noneMatch(String::isEmpty), "an empty token in " + example.id());
                trains |= split.equals(PreparationOptions.TRAINING_SPLIT);
            }
        }
        if (!trains) {
            throw MaskwiseException.input("No record is left to train on");
        }
    }

    private SortedMap<String, SplitCounts> account(
            List<CorpusFile> files, List<FileSummary> summaries, List<SourceRow> rows) {
        RowEncoder encoder = encoder(rows, summaries);
        LengthPolicy policy = new LengthPolicy(options.padding());
        List<DatasetRow> encoded = rows.stream()
                .flatMap(row -> policy.rows(encoder.encode(row)).stream())
                .toList();
        requireSame(encoded, encoder, policy);
        List<SortedMap<String, SortedMap<Integer, Long>>> lengths = new ArrayList<>();
        SortedMap<String, SplitTally> tallies = new TreeMap<>();
        SortedMap<String, Long> rejects = new TreeMap<>();
        options.corpus().allSplits().forEach(split -> tallies.put(split, new SplitTally()));
        for (CorpusFile file : files) {
            SortedMap<String, SplitTally> ofFile = new TreeMap<>();
            for (DatasetRow row : encoded) {
                if (row.origin().file() == file.index()) {
                    ofFile.computeIfAbsent(row.origin().split(), split -> new SplitTally())
                            .add(row);
                }
            }
            requireTallied(packed.get(file.index()), ofFile, encoder, policy);
            SortedMap<String, SortedMap<Integer, Long>> lengthsOfFile = new TreeMap<>();
            ofFile.forEach((split, tally) -> {
                lengthsOfFile.put(split, tally.lengths());
                tally.rejected().values().forEach(count -> rejects.merge(split, count, Long::sum));
                tallies.merge(split, tally, SplitTally::merge);
            });
            lengths.add(lengthsOfFile);
        }
        DatasetAccount account = new DatasetAccount(files, summaries, lengths, tallies);
        DatasetPlan plan = new DatasetPlan(
                BucketPlan.of(options.buckets(), account.histograms()),
                account,
                StoredSize.of(encoder.vocabulary(), encoder.labels(), labelling),
                options.dataset().fileBytes());
        requireSameChunks(encoded, encoder, policy, plan);
        SortedMap<String, SplitCounts> counts = account.counts(plan);
        new Gates(options.gates(), "Cannot publish").requirePassed(counts, account::firstRejection);
        account.requireClosed(counts, padded(encoded, plan), rejects);
        return counts;
    }

    /** What is encoded as numbers is what is encoded as strings. */
    private void requireSame(List<DatasetRow> encoded, RowEncoder encoder, LengthPolicy policy) {
        List<String> byNumbers = new ArrayList<>();
        for (List<ReadItem> ofFile : packed) {
            PackedEncoder.encoded(ofFile.iterator(), encoder)
                    .forEachRemaining(row -> policy.rows(row).forEach(piece -> byNumbers.add(text(piece))));
        }
        require(byNumbers.equals(encoded.stream().map(ReadingPath::text).toList()), "numbers and strings differ");
    }

    /** What was counted when rows were packed tallies as they do, unless they have to be looked at. */
    private static void requireTallied(
            List<ReadItem> packed, SortedMap<String, SplitTally> rows, RowEncoder encoder, LengthPolicy policy) {
        if (!policy.cutsWindows()) {
            boolean strange =
                    rows.values().stream().anyMatch(tally -> tally.rejected().containsKey(RejectReasons.UNKNOWN_LABEL));
            Optional<Map<String, SplitTally>> counted = PackedTally.of(packed.iterator(), encoder);
            require(counted.isEmpty() == strange, "counts do, or do not, where rows have unknown labels");
            counted.ifPresent(tallies -> require(texts(tallies).equals(texts(rows)), "counts and rows differ"));
        }
    }

    private static List<BucketCounts> eachLength(SplitTally tally) {
        List<Integer> lengths =
                tally.lengths().keySet().stream().filter(length -> length > 0).toList();
        return tally.buckets(new BucketPlan(lengths.isEmpty() ? List.of(1) : lengths));
    }

    private static Map<String, String> texts(Map<String, SplitTally> tallies) {
        Map<String, String> texts = new TreeMap<>();
        tallies.forEach((split, tally) -> texts.put(
                split,
                tally.lengths() + " " + eachLength(tally) + tally.rejected() + tally.dropped() + tally.firstRejection()
                        + " " + tally.rowsTruncated() + " " + tally.tokensTruncated() + " " + tally.unknownTokens()));
        return texts;
    }

    private static String text(DatasetRow row) {
        return row instanceof EncodedRow encoded
                ? encoded.origin() + " " + encoded.name() + " " + text(encoded) + " " + encoded.tokensCut()
                : row.toString();
    }

    private static String text(EncodedRow row) {
        return row.id() + Arrays.toString(row.tokens()) + Arrays.toString(row.labels());
    }

    private RowEncoder encoder(List<SourceRow> rows, List<FileSummary> summaries) {
        Map<String, Long> targets = counts(rows, TokenizedExample::target);
        Vocabulary vocabulary = kerasCounts(summaries, 0)
                .map(words -> Vocabulary.ofKerasCounts(words, options.vocabulary()))
                .orElseGet(() -> Vocabulary.ofCounts(counts(rows, TokenizedExample::tokens), options.vocabulary()));
        LabelTable labels = labelling == Labelling.TARGET_SEQUENCE
                ? kerasCounts(summaries, 1)
                        .map(words -> Vocabulary.ofKerasTargetCounts(words, options.vocabulary()))
                        .orElseGet(() -> Vocabulary.ofTargetCounts(targets, options.vocabulary()))
                : LabelSet.of(counts(rows, TokenizedExample::labels).keySet());
        require(Vocabulary.fromTsv(vocabulary.toTsv(), "it").equals(vocabulary), "the vocabulary comes back otherwise");
        require(LabelTable.fromTsv(labelling, labels.toTsv(), "it").equals(labels), "the labels come back otherwise");
        return new RowEncoder(vocabulary, labels, labelling);
    }

    /** Where words are numbered as Keras does, they are counted before any text is cut or dropped. */
    private static Optional<KerasWordCounts> kerasCounts(List<FileSummary> summaries, int side) {
        return summaries.stream()
                .filter(summary -> !summary.words().isEmpty())
                .map(summary -> summary.words().get(side))
                .reduce(KerasWordCounts::merge);
    }

    private static Map<String, Long> counts(List<SourceRow> rows, Function<TokenizedExample, List<String>> part) {
        Map<String, Long> counts = new HashMap<>();
        for (SourceRow row : rows) {
            boolean trains = row.origin().split().equals(PreparationOptions.TRAINING_SPLIT);
            if (trains && row.record() instanceof TokenizedExample example) {
                part.apply(example).forEach(token -> counts.merge(token, 1L, Long::sum));
            }
        }
        return counts;
    }

    /** Pads every row for the file it is planned to go into. */
    private List<WrittenPart> padded(List<DatasetRow> encoded, DatasetPlan plan) {
        RowPadder padder = new RowPadder(options.padding().padding(), labelling);
        SortedMap<Integer, WrittenPart> parts = new TreeMap<>();
        List<Tuple2<RowKey, EncodedRow>> placed = new ArrayList<>();
        plan.placed(encoded.stream()
                        .filter(EncodedRow.class::isInstance)
                        .map(EncodedRow.class::cast)
                        .iterator())
                .forEachRemaining(placed::add);
        placed.forEach(row -> parts.merge(row._1().partition(), written(row, plan, padder), ReadingPath::together));
        requireSame(placed);
        return List.copyOf(parts.values());
    }

    /** Chunks are the same whether they are made of rows or of what is packed. */
    private void requireSameChunks(
            List<DatasetRow> encoded, RowEncoder encoder, LengthPolicy policy, DatasetPlan plan) {
        for (int file = 0; file < packed.size() && !policy.cutsWindows(); file++) {
            int ofFile = file;
            Iterator<Tuple2<RowKey, byte[]>> slow = new RowChunks(plan.placed(encoded.stream()
                    .filter(row -> row instanceof EncodedRow && row.origin().file() == ofFile)
                    .map(EncodedRow.class::cast)
                    .iterator()));
            Iterator<Tuple2<RowKey, byte[]>> fast =
                    new PackedChunks(packed.get(file).iterator(), encoder, plan);
            require(texts(fast).equals(texts(slow)), "chunks of what is packed differ from those of its rows");
        }
    }

    private static List<String> texts(Iterator<Tuple2<RowKey, byte[]>> chunks) {
        List<String> texts = new ArrayList<>();
        chunks.forEachRemaining(chunk -> texts.add(chunk._1() + Arrays.toString(chunk._2())));
        return texts;
    }

    /** What a shuffle carries is the rows, in the order of their places. */
    private static void requireSame(List<Tuple2<RowKey, EncodedRow>> placed) {
        List<Tuple2<RowKey, byte[]>> chunks = new ArrayList<>();
        new RowChunks(placed.iterator()).forEachRemaining(chunks::add);
        chunks.sort(Comparator.comparing(Tuple2::_1));
        List<String> carried = new ArrayList<>();
        for (Tuple2<RowKey, byte[]> chunk : chunks) {
            RowChunk.rows(chunk._2())
                    .forEachRemaining(row -> carried.add(new String(row.id(), StandardCharsets.UTF_8)
                            + Arrays.toString(row.tokens())
                            + Arrays.toString(row.labels())));
        }
        List<Tuple2<RowKey, EncodedRow>> sorted = new ArrayList<>(placed);
        sorted.sort(Comparator.comparing(Tuple2::_1));
        require(carried.equals(sorted.stream().map(row -> text(row._2())).toList()), "a shuffle carries other rows");
    }

    private static WrittenPart written(Tuple2<RowKey, EncodedRow> placed, DatasetPlan plan, RowPadder padder) {
        DatasetPart part = plan.parts().get(placed._1().partition());
        EncodedRow row = placed._2();
        PaddedSequence padded = padder.pad(row, part.bound());
        require(padded.time() == part.bound(), "a row of " + padded.time() + " steps in bucket " + part.bound());
        require(padded.length() == row.tokens().length, "a mask that is not its row's");
        return new WrittenPart(part, 1, row.realTokens(), row.targetTokens());
    }

    private static WrittenPart together(WrittenPart one, WrittenPart other) {
        return new WrittenPart(
                one.part(),
                one.rows() + other.rows(),
                one.realTokens() + other.realTokens(),
                one.targetTokens() + other.targetTokens());
    }

    static boolean isOneLine(String message) {
        return !message.isBlank() && message.chars().noneMatch(unit -> "\r\n".indexOf(unit) >= 0);
    }

    private static void require(boolean promised, String otherwise) {
        if (!promised) {
            throw new IllegalStateException("Not as promised: " + otherwise);
        }
    }
}
