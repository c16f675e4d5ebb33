package io.maskwise.report;

import io.maskwise.model.Law;
import io.maskwise.model.LawResult;
import java.util.List;

/** Measurements of the laws of masking as a table. */
public final class LawTable {
    private LawTable() {}

    /** A row for each measurement, then what the laws say; every line ended. */
    public static String render(List<LawResult> results) {
        Table table = Table.of("layer (type)", "law", "error", "at most", "verdict", "looked at");
        for (LawResult result : results) {
            table.row(
                    result.subject(),
                    result.law().id(),
                    Figures.scientific(result.error()),
                    Figures.scientific(result.law().tolerance()),
                    result.holds() ? "holds" : "BROKEN",
                    result.remark());
        }
        return table.render() + "\n" + laws();
    }

    private static String laws() {
        Table table = Table.of("law", "says");
        for (Law law : Law.values()) {
            table.row(law.id(), law.statement());
        }
        return table.render();
    }
}
