package market.portal.bulk;

import java.util.Map;

/**
 * A row of a file on its way into the catalogue.
 *
 * @param cells by the code of their field; a field that no column means is missing, an empty cell is empty
 */
record ImportRow(long number, String key, String sku, Map<String, String> cells) {}
