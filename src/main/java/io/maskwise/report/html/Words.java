package io.maskwise.report.html;

import java.util.Locale;

/** Names of figures in JSON, as people write them. */
final class Words {
    private Words() {}

    /** {@code macroF1} as {@code macro F1}, {@code logLoss} as {@code log loss}. */
    static String of(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("(?=\\p{Upper})", -1)) {
            boolean symbol = word.length() < 3 && word.chars().anyMatch(Character::isDigit);
            words.append(words.isEmpty() ? "" : " ").append(symbol ? word : word.toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
