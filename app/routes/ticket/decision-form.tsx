import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { errorOf, type FieldError } from '../../components/error-summary.tsx'
import { TextArea } from '../../components/field.tsx'
import { FileDrop, type KeptFile, useFileField } from '../../components/file-drop.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { RadioCard } from '../../components/radio-card.tsx'
import { useWords } from '../../words/use-words.ts'
import type { Choice } from './turn.tsx'

type DecisionFormProps = {
  legend: string
  hidden?: { name: string; value: string }
  choices: Choice[]
  reason: { name: string; label: string; entered: string }
  chosen: string
  me: string
  formKey: string
  kept?: KeptFile[]
  errors: FieldError[]
}

/** Nothing is chosen beforehand; what is chosen is the `action`. */
export function DecisionForm({
  legend,
  hidden,
  choices,
  reason,
  chosen,
  me,
  formKey,
  kept,
  errors,
}: DecisionFormProps) {
  const words = useWords()
  const files = useFileField(formKey)
  const error = errorOf(errors, 'action')
  return (
    <Form method="post" encType="multipart/form-data" className="answer" id="answer">
      <FormKey formKey={`${formKey}.action`} />
      {hidden && <input type="hidden" {...hidden} />}
      <fieldset id="action" className={error ? 'field wrong' : undefined}>
        <legend>{legend}</legend>
        {error && <p className="field-error">{error}</p>}
        <div className={choices.length === 2 ? 'radio-cards side-by-side' : 'radio-cards'}>
          {choices.map((choice) => (
            <RadioCard key={choice.value} name="action" {...choice} checked={chosen === choice.value} />
          ))}
        </div>
        <div className="why form">
          <TextArea
            name={reason.name}
            label={reason.label}
            hint={kept && words.form.filesHint}
            defaultValue={reason.entered}
            errors={errors}
            onPaste={files.takePasted}
          />
          {kept && <FileDrop id="answer-files" field={files} kept={kept} />}
        </div>
      </fieldset>
      <div className="button-row">
        <Button look="primary">{words.turn.sendMyAnswer}</Button>
        <p>{words.turn.recordedAs(me)}</p>
      </div>
    </Form>
  )
}
