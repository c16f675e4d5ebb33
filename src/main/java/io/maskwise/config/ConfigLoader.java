package io.maskwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import io.maskwise.MaskwiseException;
import java.nio.file.Path;
import java.util.Map;

/** Merges defaults, files, the environment that files name, Spark's properties and assignments into one configuration. */
final class ConfigLoader {
    private ConfigLoader() {}

    /** @throws MaskwiseException (usage) if a source cannot be read or parsed */
    static Config load(ConfigSources sources) {
        Config merged = defaults(sources.defaults());
        for (Path file : sources.files()) {
            merged = ConfigFile.read(file).withFallback(merged);
        }
        for (Map.Entry<String, String> property : sources.properties().entrySet()) {
            merged = Assignment.property(property.getKey(), property.getValue()).withFallback(merged);
        }
        for (String assignment : sources.assignments()) {
            merged = Assignment.read(assignment).withFallback(merged);
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
                ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(Place.DEFAULT));
    }

    /** The library's words in one line. */
    static String why(ConfigException failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    }
}
