package io.maskwise.report;

import io.maskwise.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network as a drawing: a box for each layer with a band that says what becomes of the mask there, and bold lines
 * where a mask goes.
 *
 * <p>The file needs nothing beside it, and follows its reader's choice of light or dark. It can stand in a page, whose
 * other parts its style leaves alone.
 */
public final class ModelSvg {
    private static final double MARGIN = 24;
    private static final double BOX_HEIGHT = 66;
    private static final double ROW_GAP = 44;
    private static final double LEGEND_LINE = 20;
    private static final double CHARACTER = 7.2;

    private static final String STYLE = """
            <style>
              .maskwise-model text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2733; }
              .maskwise-model .name { font-weight: bold; font-size: 13px; }
              .maskwise-model .faint { fill: #5b6675; }
              .maskwise-model .paper { fill: #ffffff; }
              .maskwise-model .box { fill: #f6f8fb; stroke: #9aa5b4; }
              .maskwise-model .line { fill: none; stroke: #8a94a6; stroke-width: 1.4; stroke-dasharray: 4 3; }
              .maskwise-model .mask { fill: none; stroke: #2f6fde; stroke-width: 2.4; }
              .maskwise-model .line-tip { fill: #8a94a6; }
              .maskwise-model .mask-tip { fill: #2f6fde; }
              @media (prefers-color-scheme: dark) {
                .maskwise-model text { fill: #e6e9ef; }
                .maskwise-model .faint { fill: #a5b0c0; }
                .maskwise-model .paper { fill: #12161d; }
                .maskwise-model .box { fill: #1d232d; stroke: #5b6675; }
                .maskwise-model .mask { stroke: #6ea8ff; }
                .maskwise-model .mask-tip { fill: #6ea8ff; }
              }
            </style>
            <defs>
              <marker id="line-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
            markerUnits="userSpaceOnUse" orient="auto"><path class="line-tip" d="M0,0 L8,4 L0,8 z"/></marker>
              <marker id="mask-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" \
            markerUnits="userSpaceOnUse" orient="auto"><path class="mask-tip" d="M0,0 L8,4 L0,8 z"/></marker>
            </defs>
            """;

    private record Way(ModelGraph.Edge edge, List<GraphLayout.Item> through) {}

    private final ModelGraph graph;
    private final GraphLayout layout = new GraphLayout();
    private final List<Way> ways = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private double left = MARGIN;

    private ModelSvg(ModelGraph graph) {
        this.graph = graph;
    }

    /** The drawing as one file; every line ended. */
    public static String render(ModelSpec spec) {
        return new ModelSvg(ModelGraph.of(spec)).draw();
    }

    private String draw() {
        for (ModelGraph.Box box : graph.boxes()) {
            layout.add(
                    box.name(),
                    width(box),
                    box.reads().stream().map(ModelGraph.Edge::from).toList());
            box.reads().forEach(edge -> ways.add(new Way(edge, layout.connect(edge.from(), box.name()))));
        }
        double drawn = layout.place();
        double width = Math.max(drawn, legendWidth()) + 2 * MARGIN;
        left = (width - drawn) / 2;
        double legend = MARGIN + layout.rows() * (BOX_HEIGHT + ROW_GAP);
        double height = legend + (graph.roles().size() + 2) * LEGEND_LINE + MARGIN / 2;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\""
                        + " class=\"maskwise-model\">",
                width, height, width, height);
        line("<title>%s layers, %s parameters</title>", graph.layers(), Figures.count(graph.parameters()));
        text.append(STYLE);
        line("<rect class=\"paper\" width=\"%s\" height=\"%s\"/>", width, height);
        ways.forEach(this::draw);
        graph.boxes().forEach(this::draw);
        drawLegend(legend);
        line("</svg>");
        return text.toString();
    }

    private static double width(ModelGraph.Box box) {
        int longest = Math.max(
                box.name().length() + box.type().length() + 3, box.shape().length());
        return 28 + CHARACTER * Math.max(longest, counted(box).length());
    }

    private static String counted(ModelGraph.Box box) {
        String parameters = box.parameters() == 0 ? "" : Figures.count(box.parameters()) + " parameters, ";
        return parameters + "mask: " + box.role().words();
    }

    private void draw(ModelGraph.Box box) {
        GraphLayout.Item item = layout.box(box.name());
        double start = left + item.x() - item.width() / 2;
        double top = top(item);
        line("<g>");
        line("  <title>%s</title>", box.options());
        line(
                "  <rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\"/>",
                start, top, item.width(), BOX_HEIGHT);
        line(
                "  <rect x=\"%s\" y=\"%s\" width=\"6\" height=\"%s\" rx=\"3\" fill=\"%s\"/>",
                start, top, BOX_HEIGHT, box.role().colour());
        line(
                "  <text x=\"%s\" y=\"%s\"><tspan class=\"name\">%s</tspan> <tspan class=\"faint\">%s</tspan></text>",
                start + 16, top + 20, box.name(), box.type());
        line("  <text x=\"%s\" y=\"%s\">%s</text>", start + 16, top + 38, box.shape());
        line("  <text class=\"faint\" x=\"%s\" y=\"%s\">%s</text>", start + 16, top + 55, counted(box));
        line("</g>");
    }

    private static double top(GraphLayout.Item item) {
        return MARGIN + item.row() * (BOX_HEIGHT + ROW_GAP);
    }

    /** From the lower edge of a box, straight down through its joints, to the upper edge of another. */
    private void draw(Way way) {
        String kind = way.edge().masked() ? "mask" : "line";
        StringBuilder path = new StringBuilder();
        for (int i = 1; i < way.through().size(); i++) {
            GraphLayout.Item from = way.through().get(i - 1);
            GraphLayout.Item to = way.through().get(i);
            double start = top(from) + BOX_HEIGHT;
            double middle = start + ROW_GAP / 2;
            path.append(format(i == 1 ? "M%s,%s " : "L%s,%s ", left + from.x(), start));
            path.append(format(
                    "C%s,%s %s,%s %s,%s ",
                    left + from.x(), middle, left + to.x(), middle, left + to.x(), start + ROW_GAP));
        }
        line(
                "<path class=\"%s\" d=\"%s\" marker-end=\"url(#%s-tip)\"/>",
                kind, path.toString().strip(), kind);
        String output = way.edge().reference().substring(way.edge().from().length());
        if (!output.isEmpty()) {
            GraphLayout.Item next = way.through().get(1);
            line("<text class=\"faint\" x=\"%s\" y=\"%s\">%s</text>", left + next.x() + 8, top(next) - 10, output);
        }
    }

    private double legendWidth() {
        return graph.roles().stream()
                .mapToDouble(role -> 24 + CHARACTER * legend(role).length())
                .max()
                .orElse(0);
    }

    private static String legend(MaskRole role) {
        return role.words() + ": " + role.meaning();
    }

    private void drawLegend(double top) {
        double y = top;
        for (MaskRole role : graph.roles()) {
            line("<rect x=\"%s\" y=\"%s\" width=\"6\" height=\"13\" rx=\"3\" fill=\"%s\"/>", MARGIN, y, role.colour());
            line("<text x=\"%s\" y=\"%s\">%s</text>", MARGIN + 16, y + 11, legend(role));
            y += LEGEND_LINE;
        }
        for (String kind : List.of("mask", "line")) {
            line("<path class=\"%s\" d=\"M%s,%s h30\"/>", kind, MARGIN, y + 7);
            String words = kind.equals("mask") ? "with a mask" : "without a mask";
            line("<text x=\"%s\" y=\"%s\">%s</text>", MARGIN + 40, y + 11, words);
            y += LEGEND_LINE;
        }
    }

    private void line(String format, Object... values) {
        text.append(format(format, values)).append('\n');
    }

    /** Numbers with one digit, texts escaped. */
    private static String format(String format, Object... values) {
        Object[] shown = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            shown[i] = values[i] instanceof Double number
                    ? String.format(Locale.ROOT, "%.1f", number)
                    : escaped(String.valueOf(values[i]));
        }
        return String.format(Locale.ROOT, format, shown);
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
