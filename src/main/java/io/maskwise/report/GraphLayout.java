package io.maskwise.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Places boxes in rows, each below all that it reads, and leads edges that pass a row between its boxes.
 *
 * <p>Sugiyama's method in its plainest form: an edge over several rows gets a narrow joint in each of them; rows are
 * ordered, then moved, by the means of their neighbours.
 */
final class GraphLayout {
    private static final double GAP = 36;
    private static final double JOINT_WIDTH = 24;
    private static final int SWEEPS = 8;

    /** A box, or a joint of an edge, in its row. */
    static final class Item {
        private final double width;
        private final int row;
        private final List<Item> above = new ArrayList<>();
        private final List<Item> below = new ArrayList<>();
        private double x;

        Item(double width, int row) {
            this.width = width;
            this.row = row;
        }

        /** Its middle. */
        double x() {
            return x;
        }

        int row() {
            return row;
        }

        double width() {
            return width;
        }

        private double mean(List<Item> neighbours) {
            return neighbours.stream().mapToDouble(Item::x).average().orElse(x);
        }
    }

    private final Map<String, Item> boxes = new LinkedHashMap<>();
    private final List<List<Item>> rows = new ArrayList<>();

    /** Puts a box below all that it reads. */
    Item add(String name, double width, List<String> reads) {
        int row = reads.stream().mapToInt(read -> box(read).row() + 1).max().orElse(0);
        Item item = item(width, row);
        boxes.put(name, item);
        return item;
    }

    Item box(String name) {
        return Optional.ofNullable(boxes.get(name)).orElseThrow();
    }

    private Item item(double width, int row) {
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        Item item = new Item(width, row);
        rows.get(row).add(item);
        return item;
    }

    /** Leads an edge from one box to another one below; returns all that it goes through, both included. */
    List<Item> connect(String from, String to) {
        List<Item> way = new ArrayList<>(List.of(box(from)));
        for (int row = box(from).row() + 1; row < box(to).row(); row++) {
            way.add(item(JOINT_WIDTH, row));
        }
        way.add(box(to));
        for (int i = 1; i < way.size(); i++) {
            way.get(i - 1).below.add(way.get(i));
            way.get(i).above.add(way.get(i - 1));
        }
        return way;
    }

    int rows() {
        return rows.size();
    }

    /** Decides all places, with the left edge of the leftmost item at 0; returns the width of the whole. */
    double place() {
        rows.forEach(row -> spread(row, 0));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 1; i < rows.size(); i++) {
                order(rows.get(i), item -> item.mean(item.above));
            }
            for (int i = rows.size() - 2; i >= 0; i--) {
                order(rows.get(i), item -> item.mean(item.below));
            }
        }
        double left = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.x - item.width / 2)
                .min()
                .orElse(0);
        rows.forEach(row -> row.forEach(item -> item.x -= left));
        return rows.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.x + item.width / 2)
                .max()
                .orElse(0);
    }

    /** Side by side, with the middle of them all at a place. */
    private static void spread(List<Item> row, double middle) {
        double width = row.stream().mapToDouble(item -> item.width + GAP).sum() - GAP;
        double next = middle - width / 2;
        for (Item item : row) {
            item.x = next + item.width / 2;
            next += item.width + GAP;
        }
    }

    /** Sorts a row by where its items would like to be, and puts them as near to that as their widths let. */
    private static void order(List<Item> row, ToDoubleFunction<Item> wish) {
        Map<Item, Double> wishes = new LinkedHashMap<>();
        row.forEach(item -> wishes.put(item, wish.applyAsDouble(item)));
        row.sort(Comparator.comparingDouble(item -> wishes.getOrDefault(item, 0.0)));
        double moved = 0;
        for (int i = 0; i < row.size(); i++) {
            Item item = row.get(i);
            double wished = wishes.getOrDefault(item, 0.0);
            double least = i == 0 ? wished : row.get(i - 1).x + (row.get(i - 1).width + item.width) / 2 + GAP;
            item.x = Math.max(wished, least);
            moved += item.x - wished;
        }
        double back = row.isEmpty() ? 0 : moved / row.size();
        row.forEach(item -> item.x -= back);
    }
}
