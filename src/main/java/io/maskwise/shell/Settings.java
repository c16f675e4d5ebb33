package io.maskwise.shell;

import com.typesafe.config.ConfigUtil;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.jobs.SparkProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import scala.collection.JavaConverters;

/** What was set so far, in the order in which it was. */
final class Settings {
    private final List<Path> files = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> assignments = new ArrayList<>();

    void file(String path) {
        files.add(Path.of(path));
    }

    void set(String key, Object value) {
        keys.add(key.strip());
        assignments.add(key + "=" + text(value));
    }

    /** Whether a key that begins so has a value already, or files may have given one. */
    boolean maySay(String begin) {
        return !files.isEmpty()
                || keys.stream().anyMatch(key -> key.startsWith(begin))
                || properties().keySet().stream().anyMatch(key -> key.startsWith(begin));
    }

    /** Whether this very key was set, files apart. */
    boolean says(String key) {
        return keys.contains(key) || properties().containsKey(key);
    }

    /**
     * All of it, checked.
     *
     * @param said what is not to be set, because the call says it
     * @throws MaskwiseException with exit 2 as a command does
     */
    MaskwiseConfig load(List<Said> said) {
        List<String> all = new ArrayList<>(assignments);
        for (Said each : said) {
            if (keys.contains(each.key())) {
                throw MaskwiseException.usage(
                        "Invalid key: %s (must not be set, as %s says it)", each.key(), each.by());
            }
            all.add(each.key() + "=" + each.value());
        }
        return MaskwiseConfig.load(files, properties(), all);
    }

    private static SortedMap<String, String> properties() {
        return SparkProperties.ofMaskwise(System.getProperties());
    }

    /** A value as {@code --set} takes it: text, numbers and truth values as they are, lists and maps as HOCON. */
    private static String text(Object value) {
        return isCollection(value) ? hocon(value) : String.valueOf(value);
    }

    private static boolean isCollection(Object value) {
        return value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value instanceof scala.collection.Iterable<?>;
    }

    private static String hocon(Object value) {
        if (value instanceof scala.collection.Map<?, ?> map) {
            return hocon(JavaConverters.mapAsJavaMap(map));
        }
        if (value instanceof scala.collection.Iterable<?> elements) {
            return hocon(JavaConverters.asJavaIterable(elements));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + " = " + hocon(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof Iterable<?> elements) {
            return StreamSupport.stream(elements.spliterator(), false)
                    .map(Settings::hocon)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quoted(String.valueOf(value));
    }

    /** Text that is taken as it stands, whatever it begins with. */
    static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }

    /** A section of texts by names. */
    static String section(Map<String, String> values) {
        return hocon(new LinkedHashMap<>(values));
    }
}
