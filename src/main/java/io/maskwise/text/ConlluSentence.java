package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One CoNLL-U sentence while it is read; the format is that of https://universaldependencies.org/format.html.
 *
 * <p>Its tokens are the syntactic words: multiword tokens ({@code 1-2}) and empty nodes ({@code 1.1}) are skipped, and
 * so are comments. One bad line rejects the whole sentence, as a tagger must not see half of one.
 */
final class ConlluSentence implements SentenceLines {
    private static final int COLUMNS = 10;

    private final SourcePosition position;
    private final ConlluColumn labelColumn;
    private final List<String> tokens = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private @Nullable RejectedRecord rejection;

    ConlluSentence(SourcePosition position, ConlluColumn labelColumn) {
        this.position = position;
        this.labelColumn = labelColumn;
    }

    @Override
    public void add(CorpusLine line) {
        if (rejection != null) {
            return;
        }
        if (line.faulty()) {
            rejection = line.fault().reject(position, line.number());
        } else if (!line.text().startsWith("#")) {
            addColumns(line, line.text().split("\t", -1));
        }
    }

    @Override
    public Optional<CorpusRecord> record() {
        return Optional.of(sentence());
    }

    private CorpusRecord sentence() {
        if (rejection != null) {
            return rejection;
        }
        if (tokens.isEmpty()) {
            return new RejectedRecord(
                    position,
                    RejectReasons.EMPTY_TEXT,
                    "The sentence at line " + position.line() + " has no tokens (must be at least one)");
        }
        return new CorpusExample(position, String.join(" ", tokens), tokens, labels);
    }

    private void addColumns(CorpusLine line, String[] columns) {
        if (columns.length != COLUMNS) {
            String reason = columns.length < COLUMNS ? RejectReasons.TOO_FEW_COLUMNS : RejectReasons.TOO_MANY_COLUMNS;
            reject(reason, line, "has " + columns.length + " columns (must be 10, separated by tabs)");
        } else if (isWord(columns[0])) {
            addWord(line, columns);
        } else if (!isSkipped(columns[0])) {
            reject(RejectReasons.INVALID_ID, line, "has the token id '" + columns[0] + "' (must be a number)");
        }
    }

    private void addWord(CorpusLine line, String[] columns) {
        String form = columns[1];
        String label = columns[labelColumn.index()];
        if (!columns[0].equals(Integer.toString(tokens.size() + 1))) {
            String complaint = "has the token id " + columns[0] + " (must be " + (tokens.size() + 1)
                    + "; is a blank line missing between two sentences?)";
            reject(RejectReasons.INVALID_ID, line, complaint);
        } else if (form.isBlank()) {
            reject(RejectReasons.EMPTY_TOKEN, line, "has an empty form (must be a word)");
        } else if (label.isBlank() || (label.equals("_") && labelColumn.underscoreIsMissing())) {
            reject(RejectReasons.MISSING_LABEL, line, "has no label in column " + labelColumn);
        } else {
            tokens.add(form);
            labels.add(label);
        }
    }

    private void reject(String reason, CorpusLine line, String complaint) {
        rejection = new RejectedRecord(position, reason, "Line " + line.number() + " " + complaint);
    }

    private static boolean isWord(String id) {
        return !id.isEmpty() && id.chars().allMatch(ConlluSentence::isDigit);
    }

    /** Whether the id is that of a multiword token or of an empty node: two numbers with one sign between them. */
    private static boolean isSkipped(String id) {
        int sign = Math.max(id.indexOf('-'), id.indexOf('.'));
        return sign > 0 && isWord(id.substring(0, sign)) && isWord(id.substring(sign + 1));
    }

    private static boolean isDigit(int unit) {
        return unit >= '0' && unit <= '9';
    }
}
