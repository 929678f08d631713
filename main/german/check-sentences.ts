import type { Catalog } from '../translate.ts'

/** What the checks of this computer answer, in German. */
export const GERMAN_CHECK_SENTENCES: Catalog = {
  'The system’s keychain takes, gives back and forgets an entry.':
    'Der Schlüsselbund des Systems nimmt einen Eintrag an, gibt ihn wieder her und vergisst ihn.',
  'The system’s keychain does not give back what was put into it. Please unlock or repair it.':
    'Der Schlüsselbund des Systems gibt nicht wieder her, was hineingelegt wurde. Bitte entsperre oder repariere ihn.',
  'It is not needed, as the token comes from the environment. {say:why}':
    'Er wird nicht gebraucht, da das Token aus der Umgebung kommt. {say:why}',
  '{amount:free} are free on the drive of the data folder ({folder}), and it can be written.':
    '{amount:free} sind auf dem Laufwerk des Datenordners frei ({folder}), und er ist beschreibbar.',
  'Only {amount:free} are free on the drive of the data folder ({folder}). Files are not copied there, but the list of uploads needs some room: please make at least {amount:least}.':
    'Nur {amount:free} sind auf dem Laufwerk des Datenordners frei ({folder}). Dateien werden nicht dorthin kopiert, aber die Liste der Uploads braucht etwas Platz: Bitte schaff mindestens {amount:least}.',
  'There is none yet: it begins when the app is first used.':
    'Es gibt noch keine: Sie beginnt, wenn die App zum ersten Mal benutzt wird.',
  'It is sound: {amount:size} in {path}.': 'Sie ist in Ordnung: {amount:size} in {path}.',
  'It is damaged or cannot be read ({damage}): {path}. Please quit Polar Uploader and start it again: it then sets a damaged list aside and begins a new one. Files in Polar are safe.':
    'Sie ist beschädigt oder nicht lesbar ({damage}): {path}. Bitte beende Polar Uploader und starte es erneut: Dann wird eine beschädigte Liste beiseitegelegt und eine neue begonnen. Dateien in Polar sind sicher.',

  '{serverUrl} answered in {amount:time} ms.': '{serverUrl} hat in {amount:time} ms geantwortet.',
  '{serverUrl} answered in {amount:time} ms, which is slow. Uploads work, but starting and completing them takes longer.':
    '{serverUrl} hat in {amount:time} ms geantwortet, und das ist langsam. Uploads funktionieren, aber Beginn und Abschluss dauern länger.',
  'It could not be compared: the server does not say what time it is there.':
    'Sie ließ sich nicht vergleichen: Der Server sagt nicht, wie spät es bei ihm ist.',
  'It could not be compared with Polar’s, as Polar cannot be reached.':
    'Sie ließ sich nicht mit der von Polar vergleichen, weil Polar nicht erreichbar ist.',
  'This computer’s clock and Polar’s agree to the minute.':
    'Die Uhren dieses Computers und von Polar stimmen auf die Minute überein.',
  'This computer’s clock is {amount:by} {say:where} Polar’s. Uploads are not harmed, as they go by the servers’ clock; but the times shown here are off, and a clock that is off by days keeps programs from trusting any server. Have the system set it by itself.':
    'Die Uhr dieses Computers geht gegenüber der von Polar {amount:by} {say:where}. Uploads schadet das nicht, denn sie richten sich nach der Uhr der Server; aber die Zeiten hier stimmen nicht, und geht eine Uhr um Tage falsch, trauen Programme keinem Server mehr. Lass das System sie von selbst stellen.',
  'This computer’s clock is months {say:where} Polar’s. Uploads are not harmed, as they go by the servers’ clock; but the times shown here are off, and a clock that is off by days keeps programs from trusting any server. Have the system set it by itself.':
    'Die Uhr dieses Computers geht gegenüber der von Polar Monate {say:where}. Uploads schadet das nicht, denn sie richten sich nach der Uhr der Server; aber die Zeiten hier stimmen nicht, und geht eine Uhr um Tage falsch, trauen Programme keinem Server mehr. Lass das System sie von selbst stellen.',
  'ahead of': 'vor',
  behind: 'nach',
  'Nobody is signed in, so there is none to check. Please sign in.':
    'Niemand ist angemeldet, also gibt es keins zu prüfen. Bitte melde dich an.',
  'It could not be checked, as Polar cannot be reached. It is kept.':
    'Es ließ sich nicht prüfen, weil Polar nicht erreichbar ist. Es bleibt erhalten.',
  'Polar accepts it.': 'Polar nimmt es an.',
  'Polar accepts it, for “{organization}”.': 'Polar nimmt es an, für „{organization}“.',
  'It lacks organizations:read, so the organization’s name is not shown; nothing else needs that.':
    'Ihm fehlt organizations:read, deshalb wird der Name der Organisation nicht angezeigt; sonst braucht das nichts.',
  'But it lacks files:write, without which nothing can be uploaded. Please create another in Polar under Settings, Developers, Create token, and sign in with it.':
    'Aber ihm fehlt files:write, ohne das sich nichts hochladen lässt. Bitte erstelle in Polar unter Settings, Developers, Create token ein anderes und melde dich damit an.',
  'It may upload (files:write).': 'Es darf hochladen (files:write).',
  'It may upload (files:write) and show the organization’s name (organizations:read); nothing more is needed.':
    'Es darf hochladen (files:write) und den Namen der Organisation zeigen (organizations:read); mehr braucht es nicht.',

  'Which storage {serverUrl} uses is known only once an upload has begun; none is under way now.':
    'Welchen Speicher {serverUrl} benutzt, ist erst bekannt, wenn ein Upload begonnen hat; gerade läuft keiner.',
  'What answers for {host} is not S3 (status {status}). Please check the network for a sign-in page or a proxy.':
    'Was für {host} antwortet, ist nicht S3 (Status {status}). Bitte prüfe, ob das Netz eine Anmeldeseite oder einen Proxy hat.',
  '{host} answered, but has a problem of its own ({status}).':
    '{host} hat geantwortet, hat aber selbst ein Problem ({status}).',
  '{host} is reached {say:through}, without encryption.':
    '{host} wird {say:through} erreicht, unverschlüsselt.',
  '{host} is reached {say:through}, and shows a certificate signed by {signer}.':
    '{host} wird {say:through} erreicht und zeigt ein Zertifikat, unterschrieben von {signer}.',
  '{host} is reached {say:through}, and something on the way opens the encryption: the certificate is signed by {signer}, which only this computer trusts, as is usual for companies and virus scanners. Uploads work, but all that is sent can be read there.':
    '{host} wird {say:through} erreicht, und etwas auf dem Weg öffnet die Verschlüsselung: Das Zertifikat ist von {signer} unterschrieben, dem nur dieser Computer traut, wie es bei Firmen und Virenscannern üblich ist. Uploads funktionieren, aber alles Gesendete ist dort lesbar.',
  'without a proxy': 'ohne Proxy',
  'through the proxy {proxy}': 'über den Proxy {proxy}',
  'No test upload is made, as it would leave a trace in your Polar.':
    'Es gibt keinen Test-Upload, weil er eine Spur in deinem Polar hinterließe.',
  'Not measured yet: the first upload that takes a few seconds tells.':
    'Noch nicht gemessen: Der erste Upload, der ein paar Sekunden dauert, zeigt es.',
  'Past uploads reached {amount:rate}.': 'Frühere Uploads erreichten {amount:rate}.',
  'Past uploads reached {amount:rate}, the last completed on {date:day}.':
    'Frühere Uploads erreichten {amount:rate}; der letzte wurde am {date:day} abgeschlossen.',
  'You have set a bandwidth limit of {amount:rate}.': 'Du hast die Bandbreite auf {amount:rate} begrenzt.',
  'That is slow, but any file arrives in the end.': 'Das ist langsam, aber jede Datei kommt irgendwann an.',

  'Not checked: it was stopped.': 'Nicht geprüft: Es wurde angehalten.',
  'There was no answer for {amount:time} s.': 'Es kam {amount:time} s lang keine Antwort.',
  'It may be asking for its password in a window of its own.':
    'Vielleicht fragt er in einem eigenen Fenster nach seinem Passwort.',
  'Please check again.': 'Bitte prüfe noch einmal.',
  'This could not be checked, because of a fault in this app: {error}':
    'Das ließ sich wegen eines Fehlers in dieser App nicht prüfen: {error}',
}
