package dev.tintype.data.change;

import java.util.List;

/**
 * Some changes of the feed.
 *
 * @param changes in order
 * @param next the position to continue from
 * @param isCut whether more changes are known
 */
public record ChangePage(List<LoggedChange> changes, ChangePosition next, boolean isCut) {
}
