package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The figures of JSON objects: every field that is a number in one of them, in the order in which they come. */
final class NumberColumns {
    private NumberColumns() {}

    static Set<String> of(Iterable<JsonNode> objects) {
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> object.fields().forEachRemaining(field -> {
            if (field.getValue().isNumber()) {
                names.add(field.getKey());
            }
        }));
        return names;
    }

    /** A number as a cell: whole numbers stay whole, and what is missing is empty. */
    static Object value(JsonNode number) {
        if (!number.isNumber()) {
            return number.asText("");
        }
        return number.isIntegralNumber() ? (Object) number.asLong() : (Object) number.asDouble();
    }

    /** A row of a table: the fields of these names. */
    static Object[] row(JsonNode object, List<String> names) {
        return names.stream().map(name -> value(object.path(name))).toArray();
    }
}
