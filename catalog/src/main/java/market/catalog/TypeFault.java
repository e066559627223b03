package market.catalog;

import market.kernel.LocalizedText;

/**
 * What cannot stand in a definition or a record.
 *
 * @param path members and positions joined by dots, such as {@code attributes.2.unit}
 * @param reason for people
 */
public record TypeFault(String path, LocalizedText reason) {

    TypeFault(String path, String zh, String en) {
        this(path, new LocalizedText(zh, en));
    }
}
