package io.maskwise.text;

/** Makes text that a corpus holds fit to stand in a message: in one line, and not for pages. */
final class OneLine {
    private static final int LONGEST = 1000;

    private OneLine() {}

    /** The text with control characters and halves of characters as escapes, cut off after 1000 units. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        while (at < text.length() && line.length() < LONGEST) {
            int point = text.codePointAt(at);
            if (isShown(point)) {
                line.appendCodePoint(point);
            } else {
                line.append(String.format("\\u%04x", point));
            }
            at += Character.charCount(point);
        }
        return at < text.length() ? line.append('…').toString() : line.toString();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
