package io.maskwise.metrics;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a tag such as {@code B-PER} says of a token: its place in a span, and the span's type.
 *
 * <p>The tags of IOB2 are {@code O}, {@code B-…} and {@code I-…}; IOBES has {@code E-…} and {@code S-…} besides.
 *
 * @param place where in a span the token stands
 * @param type the span's type; empty outside of spans
 */
public record SpanTag(Place place, String type) implements Serializable {
    /** Where in a span a token stands. */
    public enum Place {
        /** The first of a span. */
        BEGIN,
        /** Any but the first of a span. */
        INSIDE,
        /** The last of several. */
        END,
        /** The only one of its span. */
        SINGLE,
        /** In no span. */
        OUTSIDE
    }

    private static final SpanTag NO_SPAN = new SpanTag(Place.OUTSIDE, "");

    /** @throws IllegalArgumentException if a span has no type, or what is in no span has one */
    public SpanTag {
        if (type.isEmpty() != (place == Place.OUTSIDE)) {
            throw new IllegalArgumentException("Invalid type of a span: \"" + type + "\" for the place " + place
                    + " (must be empty outside of spans, and only there)");
        }
    }

    /**
     * The tag of that text.
     *
     * @throws IllegalArgumentException if it is neither {@code O} nor {@code B-}, {@code I-}, {@code E-} or {@code S-}
     *     and a type
     */
    public static SpanTag parse(String tag) {
        return find(tag)
                .orElseThrow(() -> new IllegalArgumentException("Invalid tag: " + tag
                        + " (must be O, or B-, I-, E- or S- and the type of a span, such as B-PER)"));
    }

    private static Optional<SpanTag> find(String tag) {
        if (tag.equals("O")) {
            return Optional.of(NO_SPAN);
        }
        if (tag.length() < 3 || tag.charAt(1) != '-') {
            return Optional.empty();
        }
        return place(tag.charAt(0)).map(place -> new SpanTag(place, tag.substring(2)));
    }

    private static Optional<Place> place(char letter) {
        return switch (letter) {
            case 'B' -> Optional.of(Place.BEGIN);
            case 'I' -> Optional.of(Place.INSIDE);
            case 'E' -> Optional.of(Place.END);
            case 'S' -> Optional.of(Place.SINGLE);
            default -> Optional.empty();
        };
    }

    /** The tags of those texts, in their order; none unless all are tags, and one of them of a span. */
    public static List<SpanTag> ofLabels(Collection<String> labels) {
        List<SpanTag> tags =
                labels.stream().map(SpanTag::find).flatMap(Optional::stream).toList();
        boolean isOfSpans = tags.size() == labels.size() && tags.stream().anyMatch(SpanTag::isInSpan);
        return isOfSpans ? List.copyOf(tags) : List.of();
    }

    /** Whether the token is part of a span. */
    public boolean isInSpan() {
        return place != Place.OUTSIDE;
    }

    /**
     * Whether a span begins here, by conlleval's rules, which know what to make of any sequence of tags: where a tag says
     * so, and where one goes on that does not exist, has ended or is of another type.
     *
     * @param before the tag of the token before, or one outside of spans for the first token
     */
    boolean beginsAfter(SpanTag before) {
        return switch (place) {
            case OUTSIDE -> false;
            case BEGIN, SINGLE -> true;
            case INSIDE, END -> before.hasEnded() || !before.type.equals(type);
        };
    }

    private boolean hasEnded() {
        return place == Place.OUTSIDE || place == Place.END || place == Place.SINGLE;
    }

    /** What comes before the first token. */
    static SpanTag outside() {
        return NO_SPAN;
    }
}
