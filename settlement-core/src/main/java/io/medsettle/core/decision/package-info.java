/**
 * The insured city's decisions: until a day is published, a bureau may refuse claims of
 * its insured, or deduct a part of them. The night then holds the claim until the
 * treatment city has accepted it or the two have agreed.
 */
@NullMarked
package io.medsettle.core.decision;

import org.jspecify.annotations.NullMarked;
