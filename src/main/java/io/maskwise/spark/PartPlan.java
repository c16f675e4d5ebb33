package io.maskwise.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Which file of predictions each row of the input goes to: so many rows in a row go to one, whatever the cores.
 *
 * @param firstRows how many rows stand before each file of the input
 * @param rows how many rows there are
 * @param partRows how many of them a part is made of at most
 */
record PartPlan(List<Long> firstRows, long rows, int partRows) implements Serializable {
    PartPlan {
        firstRows = List.copyOf(firstRows);
    }

    /** The plan for files of so many rows. */
    static PartPlan of(List<Long> rowsOfFiles, int partRows) {
        Long[] first = new Long[rowsOfFiles.size()];
        long rows = 0;
        for (int file = 0; file < first.length; file++) {
            first[file] = rows;
            rows += rowsOfFiles.get(file);
        }
        return new PartPlan(List.of(first), rows, partRows);
    }

    /** How many parts there are, at least one. */
    int parts() {
        return Math.toIntExact(Math.max(1, (rows + partRows - 1) / partRows));
    }

    /** The part of a row, by its file and its place in it, both from 0. */
    int part(int file, long place) {
        return (int) ((firstRows.get(file) + place) / partRows);
    }
}
