/** A person as drawn: the tone is chosen once per person by the loader. */
export type Face = { name: string; initials: string; tone: 'accent' | 'blue' | 'green' | 'grey' }

/** Two letters in a disc; the name stands beside it in words. */
export function Avatar({ face, size }: { face: Face; size?: 'small' }) {
  return (
    <span className={['avatar', face.tone, size].filter(Boolean).join(' ')} aria-hidden="true">
      {face.initials}
    </span>
  )
}

export type TeamMember = { face: Face; line: string | null }

/** People in a rail: a face, a name, and one line about what they do. */
export function People({ people, size }: { people: TeamMember[]; size?: 'small' }) {
  return (
    <ul className="people">
      {people.map(({ face, line }) => (
        <li key={face.name}>
          <Avatar face={face} {...(size && { size })} />
          <span>
            {line ? <b>{face.name}</b> : face.name}
            {line && <small>{line}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}
