package market.catalog;

import java.util.UUID;
import market.kernel.LocalizedText;

/** A curated shop of one region's specialities, over many merchants. */
public record Pavilion(UUID id, String handle, LocalizedText name, LocalizedText description, String regionCode) {}
