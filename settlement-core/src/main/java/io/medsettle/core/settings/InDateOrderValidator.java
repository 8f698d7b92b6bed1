package io.medsettle.core.settings;

import java.time.LocalDate;
import java.util.List;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Names the first date of effect that is not later than the one before it.
 */
public final class InDateOrderValidator implements ConstraintValidator<InDateOrder, List<? extends DateOfEffect>> {

	@Override
	public boolean isValid(@Nullable List<? extends DateOfEffect> changes, ConstraintValidatorContext context) {
		@Nullable LocalDate previous = null;
		for (int i = 0; changes != null && i < changes.size(); i++) {
			@Nullable LocalDate from = changes.get(i).from();
			if (from != null && previous != null && !from.isAfter(previous)) {
				context.disableDefaultConstraintViolation();
				context
					.buildConstraintViolationWithTemplate(
							"must be later than " + previous + ", the date before it in the list")
					.addPropertyNode("from")
					.inIterable()
					.atIndex(i)
					.addConstraintViolation();
				return false;
			}
			previous = (from != null) ? from : previous;
		}
		return true;
	}

}
