package io.maskwise.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tokens in a row that belong together.
 *
 * @param first its first token
 * @param end the token after its last one
 * @param type what it is
 */
record Span(int first, int end, String type) {
    /** The spans of a sentence, whatever its tags are. */
    static Set<Span> of(List<SpanTag> tags) {
        Set<Span> spans = new HashSet<>();
        SpanTag before = SpanTag.outside();
        int first = 0;
        for (int i = 0; i <= tags.size(); i++) {
            SpanTag tag = i < tags.size() ? tags.get(i) : SpanTag.outside();
            boolean begins = tag.beginsAfter(before);
            if (before.isInSpan() && (begins || !tag.isInSpan())) {
                spans.add(new Span(first, i, before.type()));
            }
            first = begins ? i : first;
            before = tag;
        }
        return spans;
    }
}
