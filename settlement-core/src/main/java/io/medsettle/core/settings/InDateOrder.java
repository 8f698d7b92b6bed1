package io.medsettle.core.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Settings with dates of effect must stand in the order of their dates, no two on the
 * same. What is out of order is a slip more often than not, and would take effect on
 * another day than it seems.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = InDateOrderValidator.class)
public @interface InDateOrder {

	/** Said of the first date that is out of order. */
	String message() default "must be later than the date before it";

	/** Of the validation API; not used. */
	Class<?>[] groups() default {};

	/** Of the validation API; not used. */
	Class<? extends Payload>[] payload() default {};

}
