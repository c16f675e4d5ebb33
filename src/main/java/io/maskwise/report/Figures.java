package io.maskwise.report;

import java.time.Duration;
import java.util.Locale;

/** Writes figures for people to read, the same in every locale. */
public final class Figures {
    private Figures() {}

    /** A whole number in groups of three digits: {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number rounded to the given digits after the point, in groups of three digits before it; zero has no sign. */
    public static String decimal(double value, int digits) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /** A number of any size by two digits and its power of ten: {@code 3.6E-12}; {@code 0} is itself. */
    public static String scientific(double value) {
        return value == 0 || !Double.isFinite(value) ? decimal(value, 0) : String.format(Locale.ROOT, "%.1E", value);
    }

    /** A size in memory by its largest binary unit: {@code 512 B}, {@code 4.3 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return decimal(bytes / Math.pow(1024, unit), 1) + " " + "KMGTPE".charAt(unit - 1) + "iB";
    }

    /** A share as a percentage with one digit: {@code 0.9876} is {@code 98.8%}. */
    public static String percentage(double share) {
        return decimal(100 * share, 1) + "%";
    }

    /** A duration by its two largest units: {@code 850 ms}, {@code 12.3 s}, {@code 4m 05s}, {@code 2h 07m}. */
    public static String duration(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMillis() < 59_950) {
            return decimal(duration.toMillis() / 1000.0, 1) + " s";
        }
        long seconds = duration.plusMillis(500).toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
    }
}
