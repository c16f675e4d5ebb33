package io.maskwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.maskwise.MaskwiseException;
import java.nio.file.Path;

/** Merges defaults, files, the environment variables that files name, and assignments into one resolved configuration. */
final class ConfigLoader {
    private ConfigLoader() {}

    /** @throws MaskwiseException (usage) if a source cannot be read or parsed */
    static Config load(ConfigSources sources) {
        Config merged = defaults(sources.defaults());
        for (Path file : sources.files()) {
            merged = ConfigFile.read(file).withFallback(merged);
        }
        for (String assignment : sources.assignments()) {
            merged = assignment(assignment).withFallback(merged);
        }
        try {
            return merged.resolve(ConfigResolveOptions.defaults());
        } catch (ConfigException unresolved) {
            throw MaskwiseException.usage("Cannot resolve the configuration: %s", why(unresolved));
        }
    }

    private static Config defaults(String resource) {
        return ConfigFactory.parseResources(
                ConfigLoader.class.getClassLoader(),
                resource,
                ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(resource));
    }

    private static Config assignment(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw MaskwiseException.usage("Invalid --set: %s (must be key=value)", assignment);
        }
        String key = assignment.substring(0, equals).trim();
        try {
            ConfigUtil.splitPath(key);
            return value(key, assignment.substring(equals + 1).trim()).atPath(key);
        } catch (ConfigException malformed) {
            throw MaskwiseException.usage("Invalid --set: %s (must be key=value): %s", assignment, why(malformed));
        }
    }

    /** Lists, sections and quoted text are HOCON; everything else is text as it stands, so that paths need no quotes. */
    private static ConfigValue value(String key, String text) {
        String origin = "--set " + key;
        if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
            return ConfigFactory.parseString(
                            "value = " + text, ConfigParseOptions.defaults().setOriginDescription(origin))
                    .getValue("value");
        }
        return ConfigValueFactory.fromAnyRef(text, origin);
    }

    /** The library's words in one line. */
    static String why(ConfigException failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    }
}
