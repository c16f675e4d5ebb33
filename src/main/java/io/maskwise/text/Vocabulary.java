package io.maskwise.text;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that have ids.
 *
 * <ul>
 *   <li>Id 0 is padding, id 1 is every unknown token; both are no tokens, and no text encodes to 0.
 *   <li>From 2 on stand the corpus's tokens: by count, highest first, then by UTF-16 code units
 *       ({@link String#compareTo}). The order does not depend on the order in which tokens were counted.
 *   <li>A corpus token that reads {@code <pad>} or {@code <unk>} is a token like any other, with an id of its own:
 *       the reserved entries are known by their ids, never by their names.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Vocabulary implements Serializable {
    /** The id written under the mask. */
    public static final int PADDING_ID = 0;

    /** The id of every token that has none of its own. */
    public static final int UNKNOWN_ID = 1;

    /** How many ids no token has. */
    static final int RESERVED = 2;

    private static final long serialVersionUID = 1L;
    private static final String HEADER = "id\ttoken\tcount";
    private static final List<Entry> RESERVED_ENTRIES = List.of(new Entry("<pad>", 0), new Entry("<unk>", 0));

    private final ArrayList<Entry> entries;
    private final HashMap<String, Integer> ids;

    private Vocabulary(List<Entry> tokens) {
        entries = new ArrayList<>(RESERVED + tokens.size());
        entries.addAll(RESERVED_ENTRIES);
        entries.addAll(tokens);
        ids = new HashMap<>();
        for (int id = RESERVED; id < entries.size(); id++) {
            ids.put(entries.get(id).token(), id);
        }
    }

    /** The vocabulary of a corpus whose tokens were counted. */
    public static Vocabulary ofCounts(Map<String, Long> counts, VocabularyOptions options) {
        List<Entry> tokens = new ArrayList<>();
        counts.forEach((token, count) -> {
            if (count >= options.minimumCount()) {
                tokens.add(new Entry(token, count));
            }
        });
        tokens.sort(Entry.ORDER);
        int limit = options.maximumSize() == 0 ? Integer.MAX_VALUE : options.maximumSize() - RESERVED;
        return new Vocabulary(tokens.subList(0, Math.min(limit, tokens.size())));
    }

    /** The number of ids, padding and unknown included. */
    public int size() {
        return entries.size();
    }

    /** The token's id, or {@link #UNKNOWN_ID}. */
    public int id(String token) {
        return ids.getOrDefault(token, UNKNOWN_ID);
    }

    /**
     * The token of an id; {@code <pad>} and {@code <unk>} for the reserved ones.
     *
     * @throws IndexOutOfBoundsException if there is no such id
     */
    public String token(int id) {
        return entries.get(id).token();
    }

    /** How often the id's token stood in the corpus; 0 for the reserved ones. */
    public long count(int id) {
        return entries.get(id).count();
    }

    /** One id for each token. */
    public int[] encode(List<String> tokens) {
        return tokens.stream().mapToInt(this::id).toArray();
    }

    /** The vocabulary as a tab-separated file with the columns id, token and count; {@link #fromTsv} reads it back. */
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
        List<Entry> entries = Tsv.rows(tsv, HEADER, source).stream()
                .map(row -> Entry.of(row, source))
                .toList();
        if (entries.size() < RESERVED || !entries.subList(0, RESERVED).equals(RESERVED_ENTRIES)) {
            throw MaskwiseException.input("Cannot read %s: ids 0 and 1 are not <pad> and <unk> with count 0", source);
        }
        Vocabulary vocabulary = new Vocabulary(entries.subList(RESERVED, entries.size()));
        if (vocabulary.ids.size() != entries.size() - RESERVED) {
            throw MaskwiseException.input("Cannot read %s: a token stands in it twice", source);
        }
        if (!vocabulary.toTsv().equals(tsv)) {
            throw MaskwiseException.input(
                    "Cannot read %s: a count is not written as a plain number (must be digits, the first not 0)",
                    source);
        }
        return vocabulary;
    }

    /** The SHA-256 of the file's bytes, in lower-case hexadecimal. */
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

    private record Entry(String token, long count) implements Serializable {
        static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::token);

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
