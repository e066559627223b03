package market.portal.bulk;

import java.util.List;
import java.util.Map;

/**
 * One row of a file.
 *
 * @param number counted from 1, the header among them
 * @param cells by the name of their column; empty ones may be left out
 * @param faults of single cells; the row counts as faulty then
 */
record TableRow(long number, Map<String, String> cells, List<TableFault> faults) {

    TableRow {
        faults = List.copyOf(faults);
    }
}
