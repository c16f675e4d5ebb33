package io.maskwise.text;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tokens that have ids.
 *
 * <ul>
 *   <li>Id 0 is padding, id 1 is every unknown token; both are no tokens, and no text encodes to 0.
 *   <li>From 2 on stand the corpus's tokens: by count, highest first, then by UTF-16 code units
 *       ({@link String#compareTo}), unless they stand in Keras' order or in that of a file. The order does not depend on
 *       the order in which tokens were counted.
 *   <li>A corpus token that reads {@code <pad>} or {@code <unk>} is a token like any other, with an id of its own:
 *       the reserved entries are known by their ids, never by their names.
 * </ul>
 *
 * <p>The vocabulary of target texts has two more reserved ids: 2 begins what a decoder reads, 3 ends what it is to write;
 * its tokens stand from 4 on.
 *
 * <p>Immutable.
 */
public final class Vocabulary implements LabelTable {
    /** The id written under the mask. */
    public static final int PADDING_ID = 0;

    /** The id of every token that has none of its own. */
    public static final int UNKNOWN_ID = 1;

    /** The id with which a target begins that a decoder reads, of target vocabularies; it is never a label. */
    public static final int START_ID = 2;

    /** The id with which a target ends, of target vocabularies. */
    public static final int END_ID = 3;

    /** How many ids no token has. */
    static final int RESERVED = 2;

    /** How many ids no token of a target has. */
    public static final int RESERVED_OF_TARGETS = 4;

    private static final long serialVersionUID = 1L;
    static final String HEADER = "id\ttoken\tcount";
    private static final List<Entry> TARGET_ENTRIES =
            List.of(new Entry("<pad>", 0), new Entry("<unk>", 0), new Entry("<start>", 0), new Entry("<end>", 0));
    private static final List<Entry> RESERVED_ENTRIES = TARGET_ENTRIES.subList(0, RESERVED);

    private final transient int reserved;
    private final transient ArrayList<Entry> entries;
    private final transient HashMap<String, Integer> ids;

    private Vocabulary(List<Entry> reserved, List<Entry> tokens) {
        this.reserved = reserved.size();
        entries = new ArrayList<>(reserved.size() + tokens.size());
        entries.addAll(reserved);
        entries.addAll(tokens);
        ids = new HashMap<>();
        for (int id = reserved.size(); id < entries.size(); id++) {
            ids.put(entries.get(id).token(), id);
        }
    }

    /** The vocabulary of a corpus whose tokens were counted. */
    public static Vocabulary ofCounts(Map<String, Long> counts, VocabularyOptions options) {
        return ofCounts(counts, options, RESERVED_ENTRIES);
    }

    /**
     * The vocabulary of target texts whose tokens were counted.
     *
     * @throws IllegalArgumentException if the maximum size does not hold the reserved ids
     */
    public static Vocabulary ofTargetCounts(Map<String, Long> counts, VocabularyOptions options) {
        requireRoomForTargets(options);
        return ofCounts(counts, options, TARGET_ENTRIES);
    }

    private static void requireRoomForTargets(VocabularyOptions options) {
        if (options.maximumSize() != 0 && options.maximumSize() < RESERVED_OF_TARGETS) {
            throw new IllegalArgumentException("Invalid maximum size of a target vocabulary: " + options.maximumSize()
                    + " (must be 0 or >= " + RESERVED_OF_TARGETS + ")");
        }
    }

    private static Vocabulary ofCounts(Map<String, Long> counts, VocabularyOptions options, List<Entry> reserved) {
        Stream<Entry> tokens = counts.entrySet().stream()
                .map(count -> new Entry(count.getKey(), count.getValue()))
                .sorted(Entry.ORDER);
        return ofRanked(tokens, options, reserved);
    }

    /**
     * The vocabulary that numbers the words counted as Keras' {@code Tokenizer} does that has an {@code oov_token}: by
     * count, highest first, then as first seen. The maximum size is its {@code num_words}.
     */
    public static Vocabulary ofKerasCounts(KerasWordCounts counts, VocabularyOptions options) {
        return ofRanked(Entry.ranked(counts), options, RESERVED_ENTRIES);
    }

    /** The vocabulary of target texts whose words were counted, in Keras' order; see {@link #ofTargetCounts}. */
    public static Vocabulary ofKerasTargetCounts(KerasWordCounts counts, VocabularyOptions options) {
        requireRoomForTargets(options);
        return ofRanked(Entry.ranked(counts), options, TARGET_ENTRIES);
    }

    /** The vocabulary of these tokens, in their order, with no counts; {@code targets} has the ids of target texts. */
    static Vocabulary ofList(List<String> tokens, boolean targets) {
        return new Vocabulary(
                targets ? TARGET_ENTRIES : RESERVED_ENTRIES,
                tokens.stream().map(token -> new Entry(token, 0)).toList());
    }

    private static Vocabulary ofRanked(Stream<Entry> ranked, VocabularyOptions options, List<Entry> reserved) {
        long limit = options.maximumSize() == 0 ? Long.MAX_VALUE : options.maximumSize() - reserved.size();
        return new Vocabulary(
                reserved,
                ranked.filter(entry -> entry.count() >= options.minimumCount())
                        .limit(limit)
                        .toList());
    }

    /** The number of ids, the reserved ones included. */
    @Override
    public int size() {
        return entries.size();
    }

    /** The token's id, or {@link #UNKNOWN_ID}. */
    public int id(String token) {
        return ids.getOrDefault(token, UNKNOWN_ID);
    }

    /**
     * The token of an id; {@code <pad>}, {@code <unk>}, {@code <start>} and {@code <end>} for the reserved ones.
     *
     * @throws IndexOutOfBoundsException if there is no such id
     */
    public String token(int id) {
        return entries.get(id).token();
    }

    @Override
    public OptionalInt labelId(String label) {
        Integer id = ids.get(label);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    @Override
    public String label(int id) {
        return token(id);
    }

    /** The lowest id that a token has; those below are reserved. */
    public int firstTokenId() {
        return reserved;
    }

    /** How often the id's token stood in the corpus; 0 for the reserved ones. */
    public long count(int id) {
        return entries.get(id).count();
    }

    /** One id for each token. */
    public int[] encode(List<String> tokens) {
        return tokens.stream().mapToInt(this::id).toArray();
    }

    /**
     * The labels of a target: one id for each token, then {@link #END_ID}.
     *
     * @throws IllegalStateException if this is no target vocabulary
     */
    public int[] encodeTarget(List<String> tokens) {
        if (firstTokenId() != RESERVED_OF_TARGETS) {
            throw new IllegalStateException("Cannot encode a target: the vocabulary has no end symbol");
        }
        int[] labels = Arrays.copyOf(encode(tokens), tokens.size() + 1);
        labels[tokens.size()] = END_ID;
        return labels;
    }

    /** The vocabulary as a tab-separated file with the columns id, token and count; {@link #fromTsv} reads it back. */
    @Override
    public String toTsv() {
        StringBuilder tsv = new StringBuilder(HEADER).append('\n');
        for (int id = 0; id < entries.size(); id++) {
            Entry entry = entries.get(id);
            tsv.append(id).append('\t').append(Tsv.escape(entry.token())).append('\t');
            tsv.append(entry.count()).append('\n');
        }
        return tsv.toString();
    }

    /**
     * The vocabulary that a file holds.
     *
     * @param source what to call the file in errors
     * @throws MaskwiseException (input) if it is not one that {@link #toTsv} could have made
     */
    public static Vocabulary fromTsv(String tsv, String source) {
        return fromTsv(tsv, source, RESERVED_ENTRIES);
    }

    /**
     * The vocabulary of target texts that a file holds.
     *
     * @param source what to call the file in errors
     * @throws MaskwiseException (input) if it is not one that {@link #toTsv} could have made
     */
    public static Vocabulary targetFromTsv(String tsv, String source) {
        return fromTsv(tsv, source, TARGET_ENTRIES);
    }

    private static Vocabulary fromTsv(String tsv, String source, List<Entry> reserved) {
        int first = reserved.size();
        List<Entry> entries = Tsv.rows(tsv, HEADER, source).stream()
                .map(row -> Entry.of(row, source))
                .toList();
        if (entries.size() < first || !entries.subList(0, first).equals(reserved)) {
            throw MaskwiseException.input("Cannot read %s: %s with count 0", source, missing(reserved));
        }
        Vocabulary vocabulary = new Vocabulary(reserved, entries.subList(first, entries.size()));
        if (vocabulary.ids.size() != entries.size() - first) {
            throw MaskwiseException.input("Cannot read %s: a token stands in it twice", source);
        }
        if (!vocabulary.toTsv().equals(tsv)) {
            throw MaskwiseException.input(
                    "Cannot read %s: a count is not written as a plain number (must be digits, the first not 0)",
                    source);
        }
        return vocabulary;
    }

    private static String missing(List<Entry> reserved) {
        return reserved.size() == RESERVED
                ? "ids 0 and 1 are not <pad> and <unk>"
                : "ids 0 to 3 are not <pad>, <unk>, <start> and <end>";
    }

    @Override
    public String sha256() {
        return Sha256.of(toTsv());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && entries.equals(vocabulary.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary of " + size() + " ids";
    }

    private Object writeReplace() {
        List<Entry> tokens = entries.subList(reserved, size());
        return new Form(
                reserved == RESERVED_OF_TARGETS,
                tokens.stream().map(Entry::token).toArray(String[]::new),
                tokens.stream().mapToLong(Entry::count).toArray());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("Cannot read a vocabulary: its form is missing");
    }

    /** A vocabulary as it is sent: two arrays, as an object for each token takes tens of times as long. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Form(boolean targets, String[] tokens, long[] counts) implements Serializable {
        private Object readResolve() {
            return new Vocabulary(
                    targets ? TARGET_ENTRIES : RESERVED_ENTRIES,
                    IntStream.range(0, tokens.length)
                            .mapToObj(i -> new Entry(tokens[i], counts[i]))
                            .toList());
        }
    }

    private record Entry(String token, long count) {
        static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::token);

        static Stream<Entry> ranked(KerasWordCounts counts) {
            return counts.ranked().stream().map(tally -> new Entry(tally.word(), tally.count()));
        }

        static Entry of(List<String> row, String source) {
            try {
                long count = Long.parseLong(row.get(2));
                if (count < 0) {
                    throw new NumberFormatException();
                }
                return new Entry(row.get(1), count);
            } catch (NumberFormatException e) {
                throw MaskwiseException.input(
                        e,
                        "Cannot read %s: token %s has the count '%s' (must be a number >= 0)",
                        source,
                        row.get(0),
                        row.get(2));
            }
        }
    }
}
