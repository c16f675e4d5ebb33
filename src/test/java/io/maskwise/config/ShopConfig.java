package io.maskwise.config;

import io.maskwise.InvalidOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A configuration of two sections, as the tests of its reader have it, in files of a folder. */
abstract class ShopConfig {
    static final Map<String, Class<? extends Record>> SECTIONS =
            new TreeMap<>(Map.of("shop", Shop.class, "other", Other.class));

    @TempDir
    Path folder;

    enum Colour {
        DARK_RED,
        BLUE
    }

    record Nested(int depth) {
        Nested {
            if (depth < 1) {
                throw new InvalidOption("depth", depth + " (must be >= 1)", "depth");
            }
        }
    }

    record Shop(
            String name,
            int rows,
            long seed,
            double rate,
            boolean open,
            Colour colour,
            List<Integer> bounds,
            List<String> words,
            Map<String, String> splits,
            Nested nested) {
        Shop {
            if (rows < 1) {
                throw new InvalidOption("number of rows", rows + " (must be >= 1)", "rows");
            }
            if (splits.containsKey("B c")) {
                throw new InvalidOption("split name", "'B c' (must be a word)", "splits", "B c").beside("name");
            }
        }
    }

    record Other(String path, int minimumCount) {
        Other {
            if (minimumCount < 0) {
                throw new IllegalArgumentException("Invalid rows: no key of ours has this name");
            }
        }
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ConfigReader read(String content, String... assignments) {
        return readFiles(List.of(file("a.conf", content)), assignments);
    }

    static ConfigReader readFiles(List<Path> files, String... assignments) {
        return ConfigReader.read(
                new ConfigSources(
                        "config/test-defaults.conf", files, Collections.emptySortedMap(), List.of(assignments)),
                SECTIONS);
    }

    static ConfigReader readProperties(List<Path> files, Map<String, String> properties, String... assignments) {
        return ConfigReader.read(
                new ConfigSources("config/test-defaults.conf", files, new TreeMap<>(properties), List.of(assignments)),
                SECTIONS);
    }

    Shop shop(String content, String... assignments) {
        return read(content, assignments).section("shop", Shop.class);
    }
}
